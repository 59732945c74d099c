"""For every question asked while applications are decided, tables and arrays answer alike."""

from itertools import islice
from random import Random

import pytest
from sqlalchemy import Engine

from benchmarks.city_applications import DAY, applications
from domain.law import law_on
from domain.procedure import NO_ANSWER, Answer, Ask, Question, decide, put
from domain.procedures import start
from domain.readings import Readings
from domain.records import Choices, Registration, Renewal, Review
from domain.registries import Registries, Subject
from synthetic_data import memory
from synthetic_data.city import City
from synthetic_data.city_index import CityIndex
from synthetic_data.registry.wiring import registries, rehearse

UNNUMBERED = {"number": 0}
"""A sequence of PostgreSQL goes on counting after a rehearsal is undone, so numbers may differ."""


def asked_both(first: Registries, second: Registries, down: str, seen: set[str]) -> Ask:
    def ask(asked: Question, subject: Subject) -> Answer:
        if asked.asks == down:
            return NO_ANSWER
        answer = put(first, asked, subject)
        assert put(second, asked, subject) | UNNUMBERED == answer | UNNUMBERED, (asked, subject)
        seen.add(f"{asked.asks}.{asked.code}")
        return answer

    return ask


@pytest.mark.parametrize(
    ("readings", "down"),
    [
        (Readings(exemptions="order_677"), ""),
        (Readings(adoption="both", in_law_symmetric=True, exemptions="order_677"), ""),
        (Readings(co_owner="all", exemptions="order_677", spouse="ever"), "zags"),
    ],
)
def test_tables_and_arrays_answer_alike(
    city: City, city_engine: Engine, readings: Readings, down: str
) -> None:
    run, seen = memory.Registrations(CityIndex(city)), set[str]()
    law = law_on(DAY, norm_tenths=300)  # strict, so that kinship is asked often
    with rehearse(city_engine) as session:
        random = Random(7)  # noqa: S311 - the same applications every time
        for application, choices in islice(applications(city, random), 300):
            ask = asked_both(
                registries(session, choices, DAY, application),
                memory.registries(run, choices, DAY),
                down,
                seen,
            )
            decide(start(application, law, readings), ask)
    acts = "smart_data_ukimet" if down else "zags"
    for code in ("parents", "children", "marriages"):
        assert f"{acts}.{code}" in seen
    assert {"gbd_fl.enter", "gbd_fl.holder", "epvo.enrolments", "operating_hall.papers"} <= seen


def test_every_person_and_dwelling_of_a_city_has_the_same_answers(
    city: City, city_engine: Engine
) -> None:
    arrays = memory.registries(memory.Registrations(CityIndex(city)), Choices(), DAY)
    some = Registration("residence", "egov_portal", DAY, 0, 0)
    questions = {
        "person": ("gbd_fl.birth", "gbd_fl.id_card", "gbd_fl.identity"),
        "dwelling": ("egkn.owners", "egkn.area", "gbd_fl.headcount", "operating_hall.typed_iin"),
    }
    for system in ("zags", "smart_data_ukimet"):
        questions["person"] += (f"{system}.parents", f"{system}.marriages")
    with rehearse(city_engine) as session:
        tables = registries(session, Choices(), DAY, some)
        for kind, rows in (("person", city.persons), ("dwelling", city.dwellings)):
            for key in range(0, rows, 5):
                for name in questions[kind]:
                    system, code = name.split(".")
                    one, other = (getattr(getattr(r, system), code) for r in (tables, arrays))
                    assert one(**{kind: key}) == other(**{kind: key}), (name, key)


@pytest.mark.parametrize("iin", ["", "abc", "000000000000", "999999999999", "²"])
def test_a_number_that_nobody_has_finds_nobody(city: City, iin: str) -> None:
    everybody = memory.registries(memory.Registrations(CityIndex(city)), Choices(), DAY)
    assert everybody.gbd_fl.holder(iin) == {"person": None, "born": None}
    assert everybody.e_sobes.incapacitated_by_iin(iin, "2026-02-02") == {"incapacitated": False}


@pytest.mark.parametrize(
    "choices",
    [
        Choices(),
        Choices(duty="unpaid"),
        Choices(review=Review(signature="mismatch")),
        Choices(pickup_person=0, pickup_ticket="wrong"),
    ],
    ids=("smooth", "unpaid", "annulled", "refused"),
)
def test_the_way_to_a_card_has_the_same_answers(
    city: City, city_engine: Engine, choices: Choices
) -> None:
    soon = (city.expires > 20260202) & (city.expires < 20260228) & ~city.data_changed.astype(bool)
    holder = int(city.card_holder[soon][0])
    card = Renewal("egov_portal", DAY, holder, "astana", "id_card", "expiry", holder)
    seen: set[str] = set()
    arrays = memory.registries(memory.Registrations(CityIndex(city)), choices, DAY)
    with rehearse(city_engine) as session:
        tables = registries(session, choices, DAY, card)
        decide(start(card, law_on(DAY), Readings()), asked_both(tables, arrays, "", seen))
    assert "payment.collect" in seen
    assert ("pickup_point.hand_over" in seen) == (
        choices.duty == "paid" and choices.review == Review()
    )
