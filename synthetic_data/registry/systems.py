"""The systems over the database: one class a system, every answer a query."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Executable
from sqlalchemy.orm import Session

from domain.answers import (
    Area,
    Birth,
    Enrolments,
    Entry,
    Filed,
    Guardians,
    Headcount,
    Holder,
    IdCard,
    IinCheck,
    Incapacity,
    Owner,
    Ownership,
    Registered,
)
from domain.errors import TirkeuError
from domain.iin import is_well_formed
from domain.records import Id
from synthetic_data.registry import questions, schema
from synthetic_data.registry.people import Identity


class UnknownRecord(TirkeuError):
    """A question about a person or dwelling that the database does not have."""


def rows(session: Session, query: Executable, **subject: Any) -> Sequence[Any]:  # noqa: ANN401 - keys and days
    """Return the rows that answer a query about a subject."""
    return session.execute(query, subject).all()


def the_row(session: Session, query: Executable, **subject: Any) -> Any:  # noqa: ANN401 - keys and days
    """Return the one row about a subject.

    Raises:
        UnknownRecord: the database has nothing about it.
    """
    row = session.execute(query, subject).first()
    if row is None:
        raise UnknownRecord(f"no record of {subject}")
    return row


def iso(day: date | None) -> str | None:
    """Return a day as ISO text, None where there is none."""
    return None if day is None else day.isoformat()


@dataclass(frozen=True, slots=True)
class CadastreTables:
    """EGKN, the unified state real-estate cadastre."""

    session: Session

    def owners(self, dwelling: Id) -> Ownership:
        """Return who owns the dwelling."""
        found = rows(self.session, questions.OWNERS, dwelling=dwelling)
        if not found:
            raise UnknownRecord(f"no dwelling {dwelling}")
        owners = [Owner(id=row[0], kind=row[1]) for row in found if row[1] is not None]
        return {"owners": owners, "city": found[0].city}

    def area(self, dwelling: Id) -> Area:
        """Return the areas of the dwelling."""
        total, useful = the_row(self.session, questions.AREAS, dwelling=dwelling)
        return {"total_area_tenths": total, "useful_area_tenths": useful}


@dataclass(frozen=True, slots=True)
class PopulationTables:
    """GBD FL, the state database of physical persons."""

    session: Session
    day: date

    def birth(self, person: Id) -> Birth:
        """Return the day of birth."""
        (born,) = the_row(self.session, questions.BORN, person=person)
        return {"born": born.isoformat()}

    def identity(self, person: Id) -> Identity:
        """Return what the person's identity document says."""
        iin, born = the_row(self.session, questions.IDENTITY, person=person)
        return Identity(iin, born.isoformat())

    def holder(self, iin: str) -> Holder:
        """Return who has a number."""
        found = self.session.execute(questions.HOLDER, {"iin": iin}).first()
        if found is None:
            return {"person": None, "born": None}
        return {"person": found[0], "born": found[1].isoformat()}

    def headcount(self, dwelling: Id) -> Headcount:
        """Return how many are registered."""
        permanent, temporary, with_parent = the_row(
            self.session, questions.HEADCOUNT, dwelling=dwelling
        )
        return {"permanent": permanent, "temporary": temporary, "with_parent": with_parent}

    def is_registered(self, person: Id, dwelling: Id) -> Registered:
        """Say whether the person is registered there in his own right."""
        found = rows(self.session, questions.REGISTERED, person=person, dwelling=dwelling)
        return {"registered": bool(found)}

    def enter(
        self,
        person: Id,
        dwelling: Id,
        kind: str,
        limit: int | None,
        count_temporary: bool,  # noqa: FBT001 - keyword of a question
        count_under_14: bool,  # noqa: FBT001 - keyword of a question
    ) -> Entry:
        """Take a place if fewer than ``limit`` are counted, and register the person, at once.

        The condition stands in the UPDATE itself, so that of two sessions after the last place
        the second sees what the first has done. A former place of the person is left as it is:
        no rule speaks of leaving it.
        """
        counting = {
            "dwelling": dwelling,
            "count_temporary": int(count_temporary),
            "count_under_14": int(count_under_14),
        }
        if limit is None:
            entered = self._changed(questions.TAKE_ANY_PLACE[kind], counting)
        else:
            entered = self._changed(questions.TAKE_PLACE_BELOW[kind], {**counting, "limit": limit})
        (found,) = the_row(self.session, questions.COUNT_FOUND, **counting)
        if entered:
            found -= 1 if kind == "permanent" or count_temporary else 0
            place = {"person_id": person, "dwelling_id": dwelling, "kind": kind}
            self.session.execute(questions.REGISTER, place)
        self.session.commit()
        return {"entered": entered, "registered": found, "day": self.day.isoformat()}

    def _changed(self, change: Executable, subject: dict[str, Any]) -> bool:
        return bool(self.session.connection().execute(change, subject).rowcount)

    def id_card(self, person: Id) -> IdCard:
        """Return the person's card."""
        found = rows(self.session, questions.CARD, person=person)
        expires, changed = found[0] if found else (None, False)
        return {"expires": iso(expires), "data_changed": changed}


@dataclass(frozen=True, slots=True)
class ProtectionTables:
    """e-Sobes, the system of social protection."""

    session: Session

    def incapacitated(self, person: Id, day: str) -> Incapacity:
        """Say whether the person is incapacitated on a day."""
        at = date.fromisoformat(day)
        found = rows(self.session, questions.INCAPACITY, person=person, day=at)
        return {"incapacitated": bool(found)}

    def incapacitated_by_iin(self, iin: str, day: str) -> Incapacity:
        """Say the same of whoever has the number."""
        at = date.fromisoformat(day)
        found = rows(self.session, questions.INCAPACITY_BY_IIN, iin=iin, day=at)
        return {"incapacitated": bool(found)}

    def guardians(self, ward: Id) -> Guardians:
        """Return the guardians of a ward."""
        found = rows(self.session, questions.GUARDIANS, person=ward)
        return {"guardians": [row[0] for row in found]}


@dataclass(frozen=True, slots=True)
class StudyTables:
    """NOBD (schools and colleges) or EPVO (universities).

    Attributes:
        register: ``nobd`` or ``epvo``.
    """

    session: Session
    register: str

    def enrolments(self, student: Id) -> Enrolments:
        """Return the student's courses."""
        found = rows(self.session, questions.COURSES, person=student, register=self.register)
        return {
            "enrolments": [
                {"form": form, "city": city, "from": start.isoformat(), "until": end.isoformat()}
                for form, city, start, end in found
            ]
        }


@dataclass(frozen=True, slots=True)
class ServiceCentreTables:
    """IIS CON, the integrated system of the service centres."""

    session: Session
    day: date
    service: str

    def check_iin(self, iin: str) -> IinCheck:
        """Check the form of a typed number."""
        return {"well_formed": is_well_formed(iin)}

    def file_application(self, applicant: Id, dwelling: Id, representative: Id) -> Filed:
        """Enter an application of the operating hall."""
        application = schema.HallApplication(
            applicant_id=applicant,
            dwelling_id=dwelling,
            representative_id=representative,
            service=self.service,
            day=self.day,
        )
        return file(self.session, application)


def file(session: Session, record: schema.Filed) -> Filed:
    """Write a record of a table that numbers its rows, and return its number."""
    session.add(record)
    session.flush()
    number = record.number
    session.commit()
    return {"number": number}
