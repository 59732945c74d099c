"""A small world in memory behind the protocols of `domain.registries`: plain dicts, no database."""

# ruff: noqa: ARG002 - a double keeps the signature of what it stands for

from collections.abc import Callable, Mapping
from copy import copy
from dataclasses import dataclass, field, fields
from datetime import date

from domain.answers import (
    Adoption,
    Area,
    Belief,
    Birth,
    Category,
    ChildActs,
    Children,
    Consent,
    Delivery,
    Done,
    Enrolment,
    Enrolments,
    Entry,
    Filed,
    Guardians,
    Headcount,
    Holder,
    IdCard,
    IinCheck,
    Incapacity,
    Marriage,
    Marriages,
    OfficerReview,
    Owner,
    Ownership,
    Papers,
    ParentActs,
    Payment,
    PickUp,
    Registered,
    TypedIin,
)
from domain.iin import is_well_formed, synthetic
from domain.procedure import NO_ANSWER, Answer, Question, put
from domain.records import Choices, Id
from domain.registries import SYSTEMS, Registries, Subject
from tests.domain import family

KID_IIN, GROWN_UP_IIN, NOBODYS_IIN = "150301900173", "650301700175", "991231700009"


@dataclass
class Home:
    """A dwelling with those registered in it; areas in tenths of m²."""

    owners: list[Owner]
    city: str = "astana"
    total: int | None = 600
    useful: int | None = None
    permanent: int = 4
    temporary: int = 0
    with_parent: int = 0
    residents: set[Id] = field(default_factory=set)


@dataclass
class File:
    """Everything on record."""

    born: dict[Id, str]
    incapacitated: set[Id]
    births: dict[Id, family.Pair]
    adoptions: dict[Id, list[Adoption]]
    marriages: list[tuple[Id, Id, str, str | None]]
    guardians: dict[Id, list[Id]]
    enrolments: dict[tuple[str, Id], list[Enrolment]]
    iins: dict[Id, str]
    cards: dict[Id, IdCard]
    homes: dict[Id, Home]

    def acts(self, person: Id) -> ParentActs:
        pair = self.births.get(person)
        birth = None if pair is None else family.parents(pair)
        return {"birth": birth, "adoptions": self.adoptions.get(person, [])}

    def children(self, parent: Id) -> list[ChildActs]:
        found = [child for child, pair in self.births.items() if parent in pair]
        found += [
            child
            for child, acts in self.adoptions.items()
            if any(parent in (act["father"], act["mother"]) for act in acts)
        ]
        return [{"child": child, **self.acts(child)} for child in dict.fromkeys(found)]

    def copy(self) -> "File":
        """A file that can be changed by itself; the acts inside are never changed."""
        return File(**{f.name: copy(getattr(self, f.name)) for f in fields(self)})


def the_family() -> File:
    """The family of `tests.domain.family` on file, with numbers for those whose numbers matter."""
    adoptions: dict[Id, list[Adoption]] = {}
    for child, father, mother, day in family.ADOPTIONS:
        act: Adoption = {"father": father, "mother": mother, "date": day}
        adoptions.setdefault(child, []).append(act)
    return File(
        born=dict(family.BORN),
        incapacitated=set(family.INCAPACITATED),
        births=dict(family.BIRTHS),
        adoptions=adoptions,
        marriages=list(family.MARRIAGES),
        guardians={ward: list(who) for ward, who in family.GUARDIANS.items()},
        enrolments={key: [course(*c) for c in list_] for key, list_ in family.ENROLMENTS.items()},
        iins=numbers() | {"kid": KID_IIN, "owner": GROWN_UP_IIN},
        cards={},
        homes={},
    )


def numbers() -> dict[Id, str]:
    """A number for everybody, of the block that is never issued."""
    made = (synthetic(date(1970, 3, 1), "M", serial) for serial in range(200))
    return dict(zip(family.everybody(), filter(None, made), strict=False))


def course(form: str, city: str, start: str, until: str) -> Enrolment:
    return {"form": form, "city": city, "from": start, "until": until}


@dataclass(frozen=True)
class Desk:
    """What the desks share: the file, what people choose, and the day."""

    file: File
    choices: Choices
    day: date


class Egkn(Desk):
    def owners(self, dwelling: Id) -> Ownership:
        home = self.file.homes[dwelling]
        return {"owners": home.owners, "city": home.city}

    def area(self, dwelling: Id) -> Area:
        home = self.file.homes[dwelling]
        return {"total_area_tenths": home.total, "useful_area_tenths": home.useful}


class GbdFl(Desk):
    def birth(self, person: Id) -> Birth:
        return {"born": self.file.born.get(person, family.GROWN_UP)}

    def holder(self, iin: str) -> Holder:
        for person, number in self.file.iins.items():
            if number == iin:
                return {"person": person, "born": self.birth(person)["born"]}
        return {"person": None, "born": None}

    def headcount(self, dwelling: Id) -> Headcount:
        home = self.file.homes[dwelling]
        return {
            "permanent": home.permanent,
            "temporary": home.temporary,
            "with_parent": home.with_parent,
        }

    def is_registered(self, person: Id, dwelling: Id) -> Registered:
        return {"registered": person in self.file.homes[dwelling].residents}

    def enter(
        self,
        person: Id,
        dwelling: Id,
        kind: str,
        limit: int | None,
        count_temporary: bool,  # noqa: FBT001 - keyword of a question
        count_under_14: bool,  # noqa: FBT001 - keyword of a question
    ) -> Entry:
        home = self.file.homes[dwelling]
        count = home.permanent + home.temporary * count_temporary
        count += home.with_parent * count_under_14
        entered = limit is None or count < limit
        if entered:
            setattr(home, kind, getattr(home, kind) + 1)
            home.residents.add(person)
        return {"entered": entered, "registered": count, "day": self.day.isoformat()}

    def id_card(self, person: Id) -> IdCard:
        return self.file.cards.get(person, {"expires": None, "data_changed": False})


class ESobes(Desk):
    def incapacitated(self, person: Id, day: str) -> Incapacity:
        assert day == self.day.isoformat()
        return {"incapacitated": person in self.file.incapacitated}

    def incapacitated_by_iin(self, iin: str, day: str) -> Incapacity:
        assert day == self.day.isoformat()
        return {"incapacitated": any(self.file.iins.get(p) == iin for p in self.file.incapacitated)}

    def guardians(self, ward: Id) -> Guardians:
        return {"guardians": self.file.guardians.get(ward, [])}


class IisCon(Desk):
    def check_iin(self, iin: str) -> IinCheck:
        return {"well_formed": is_well_formed(iin)}

    def file_application(self, applicant: Id, dwelling: Id, representative: Id) -> Filed:
        return {"number": 1}


class Zags(Desk):
    def parents(self, person: Id) -> ParentActs:
        return self.file.acts(person)

    def children(self, parent: Id) -> Children:
        return {"acts": self.file.children(parent)}

    def marriages(self, person: Id) -> Marriages:
        found: list[Marriage] = []
        for one, other, start, until in self.file.marriages:
            if person in (one, other):
                spouse = other if person == one else one
                found.append({"spouse": spouse, "from": start, "until": until})
        return {"marriages": found}


class Nobd(Desk):
    register = "nobd"

    def enrolments(self, student: Id) -> Enrolments:
        return {"enrolments": self.file.enrolments.get((self.register, student), [])}


class Epvo(Nobd):
    register = "epvo"


class BackOffice(Desk):
    """Payment, migration service, production and pick-up point; each is asked by its own name."""

    def collect(self, payer: Id, amount_kzt: int) -> Payment:
        return {"paid": self.choices.duty == "paid"}

    def receive(self, applicant: Id, region: str, ticket: str) -> Filed:
        return {"number": 1}

    def review(self, ticket: str) -> OfficerReview:
        found = self.choices.review
        return {
            "data": found.data,
            "photo": found.photo,
            "signature": found.signature,
            "further_check": found.further_check,
        }

    def make(self, holder: Id, ticket: str) -> Delivery:
        return {"delivered": True}

    def hand_over(self, holder: Id, ticket: str) -> PickUp:
        person = holder if self.choices.pickup_person is None else self.choices.pickup_person
        return {"person": person, "ticket": self.choices.pickup_ticket}


class Applicant(Desk):
    def category(self, options: list[str]) -> Category:
        """He chooses what he came for if it is offered, else nothing."""
        wish = self.choices.category
        return {"category": wish if wish in options else None, "side": self.choices.side}

    def slip(self, applicant: Id) -> Done:
        return {"done": True}

    def sign(self, applicant: Id) -> Done:
        return {"done": self.choices.signature == "signed"}

    def biometrics(self, applicant: Id) -> Done:
        return {"done": self.choices.biometrics == "match"}


class HomeOwner(Desk):
    def consent(self, owner: Id, kind: str, applicant: Id) -> Consent:
        assert (kind == "organisation") == (owner in family.ORGANISATIONS)
        return {"consent": self.choices.owner_consent}


class Reception(Desk):
    def belief(self, dwelling: Id) -> Belief:
        return {"believed": self.choices.reception_finding}


class Channel(Desk):
    def has_open_application(self, applicant: Id) -> Done:
        return {"done": self.choices.open_application}


class Operator(Desk):
    def typed_iin(self, dwelling: Id) -> TypedIin:
        if self.choices.owner_iin_entered is not None:
            return {"iin": self.choices.owner_iin_entered}
        owners = [o["id"] for o in self.file.homes[dwelling].owners]
        first = next((o for o in owners if self._protected(o)), owners[0])
        return {"iin": self.file.iins.get(first, "")}

    def _protected(self, person: Id) -> bool:
        year, month, day = map(int, self.file.born.get(person, family.GROWN_UP).split("-"))
        minor = (year + 18, month, day) > (self.day.year, self.day.month, self.day.day)
        return minor or person in self.file.incapacitated

    def papers(self, owner: Id) -> Papers:
        guardians = self.file.guardians.get(owner, [])
        parents = self._parents(owner)
        came = self.choices.representative or next(iter((*guardians, *parents)), None)
        power = "guardian" if came in guardians else "parent" if came in parents else None
        conform = self.choices.representative_documents == "match"
        return {"representative": came, "power": power, "conform": conform}

    def _parents(self, owner: Id) -> list[Id]:
        acts = self.file.acts(owner)
        pairs = [a for a in acts["adoptions"] if a["date"] <= self.day.isoformat()][-1:]
        pair = pairs[0] if pairs else acts["birth"]
        return [p for p in (pair["father"], pair["mother"]) if p is not None] if pair else []


def registries(file: File, choices: Choices, day: date) -> Registries:
    """Everybody who can be asked, over one file."""
    desks: dict[str, type[Desk]] = {
        "egkn": Egkn,
        "gbd_fl": GbdFl,
        "e_sobes": ESobes,
        "iis_con": IisCon,
        "zags": Zags,
        "smart_data_ukimet": Zags,
        "nobd": Nobd,
        "epvo": Epvo,
        **dict.fromkeys(("payment", "ums", "production_centre", "pickup_point"), BackOffice),
        "applicant": Applicant,
        "owner": HomeOwner,
        "reception": Reception,
        "operating_hall": Operator,
        "channel": Channel,
    }
    return Registries(**{name: desk(file, choices, day) for name, desk in desks.items()})  # type: ignore[arg-type]


@dataclass(frozen=True)
class Asking:
    """Answers questions from the registries, and is silent for a system that is down."""

    registries: Registries
    outages: tuple[str, ...] = ()
    before: Mapping[str, Callable[[], None]] = field(default_factory=dict)
    """What happens elsewhere just before a question is put, by its code."""

    def __call__(self, asked: Question, subject: Subject) -> Answer:
        assert set(self.outages) <= set(SYSTEMS)
        self.before.get(asked.code, lambda: None)()
        if asked.system in self.outages:
            return NO_ANSWER
        return put(self.registries, asked, subject)
