from typing import Any

import pytest
from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from domain.records import Choices, Review
from synthetic_data.case_file import read_case
from synthetic_data.registry import schema
from synthetic_data.registry.systems import UnknownRecord
from synthetic_data.registry.wiring import registries
from tests.synthetic_data.registry.databases import Asking, CaseEngine
from tests.synthetic_data.small_cases import FAMILY, with_lists

NO_ACTS: dict[str, Any] = {"birth": None, "adoptions": []}
O_AND_S = {"father": "O", "mother": "S"}
ADOPTION = {"child": "KID", "father": "U", "mother": None, "date": "2020-01-01"}
MARRIED = {"spouse": "S", "from": "2010-05-01", "until": None}


@pytest.mark.parametrize(
    ("system", "question", "subject", "answer"),
    [
        (
            "egkn",
            "owners",
            {"dwelling": "KIDS"},
            {
                "owners": [
                    {"id": "LLP", "kind": "organisation"},
                    {"id": "O", "kind": "person"},
                    {"id": "KID", "kind": "person"},
                    {"id": "INC", "kind": "person"},
                ],
                "city": "astana",
            },
        ),
        (
            "egkn",
            "area",
            {"dwelling": "HOME"},
            {"total_area_tenths": 605, "useful_area_tenths": None},
        ),
        ("gbd_fl", "birth", {"person": "KID"}, {"born": "2015-03-01"}),
        ("gbd_fl", "holder", {"iin": "000000000000"}, {"person": None, "born": None}),
        (
            "gbd_fl",
            "headcount",
            {"dwelling": "HOME"},
            {"permanent": 3, "temporary": 0, "with_parent": 0},
        ),
        ("gbd_fl", "is_registered", {"person": "U", "dwelling": "FIRM"}, {"registered": True}),
        ("gbd_fl", "is_registered", {"person": "U", "dwelling": "HOME"}, {"registered": False}),
        ("gbd_fl", "id_card", {"person": "U"}, {"expires": "2026-02-20", "data_changed": False}),
        ("gbd_fl", "id_card", {"person": "O"}, {"expires": None, "data_changed": False}),
        (
            "e_sobes",
            "incapacitated",
            {"person": "INC", "day": "2026-02-02"},
            {"incapacitated": True},
        ),
        (
            "e_sobes",
            "incapacitated",
            {"person": "O", "day": "2026-02-02"},
            {"incapacitated": False},
        ),
        ("e_sobes", "guardians", {"ward": "INC"}, {"guardians": ["U"]}),
        ("e_sobes", "guardians", {"ward": "KID"}, {"guardians": []}),
        ("zags", "parents", {"person": "KID"}, {"birth": O_AND_S, "adoptions": []}),
        ("zags", "parents", {"person": "O"}, NO_ACTS),
        (
            "zags",
            "children",
            {"parent": "S"},
            {"acts": [{"child": "KID", "birth": O_AND_S, "adoptions": []}]},
        ),
        ("zags", "children", {"parent": "U"}, {"acts": []}),
        ("zags", "marriages", {"person": "O"}, {"marriages": [MARRIED]}),
        (
            "smart_data_ukimet",
            "marriages",
            {"person": "O"},
            {"marriages": [{"spouse": "S", "from": "2026-02-02", "until": None}]},
        ),
        ("nobd", "enrolments", {"student": "U"}, {"enrolments": []}),
        (
            "epvo",
            "enrolments",
            {"student": "U"},
            {
                "enrolments": [
                    {
                        "form": "full_time",
                        "city": "astana",
                        "from": "2025-09-01",
                        "until": "2029-06-30",
                    }
                ]
            },
        ),
        ("iis_con", "check_iin", {"iin": "12"}, {"well_formed": False}),
    ],
)
def test_a_system_answers_from_its_records(
    asking: Asking, system: str, question: str, subject: dict[str, Any], answer: dict[str, Any]
) -> None:
    with asking(read_case(FAMILY)) as everybody:
        assert getattr(getattr(everybody, system), question)(**subject) == answer


def test_a_number_leads_to_its_holder_and_his_incapacity(asking: Asking) -> None:
    with asking(read_case(FAMILY)) as everybody:
        iin = next(p["iin"] for p in read_case(FAMILY).records.persons if p["id"] == "INC")
        assert everybody.gbd_fl.holder(iin) == {"person": "INC", "born": "1970-03-01"}
        found = everybody.e_sobes.incapacitated_by_iin(iin, "2026-02-02")
        assert found == {"incapacitated": True}


def test_children_are_those_of_any_act_of_birth_or_adoption(asking: Asking) -> None:
    with asking(with_lists(adoptions=[ADOPTION])) as everybody:
        acts = {
            "child": "KID",
            "birth": O_AND_S,
            "adoptions": [{"father": "U", "mother": None, "date": "2020-01-01"}],
        }
        assert everybody.zags.children("U") == {"acts": [acts]}
        assert everybody.zags.children("O") == {"acts": [acts]}


@pytest.mark.parametrize("question", ["owners", "area"])
def test_an_unknown_dwelling_is_named_in_the_error(asking: Asking, question: str) -> None:
    with asking(read_case(FAMILY)) as everybody, pytest.raises(UnknownRecord, match="nowhere"):
        getattr(everybody.egkn, question)("nowhere")


def test_the_bodies_of_the_card_keep_what_they_receive(case_engine: CaseEngine) -> None:
    choices = Choices(
        duty="unpaid", review=Review(photo="mismatch"), pickup_person="S", pickup_ticket="wrong"
    )
    with case_engine(read_case(FAMILY)) as engine:
        walk_the_way_of_a_card(engine, choices)
        found = kept(engine)
    assert found == {
        "payments": [865],
        "reviews": [2],
        "card_orders": ["U"],
        "pickups": ["S"],
        "hall_applications": ["residence"],
    }


def walk_the_way_of_a_card(engine: Engine, choices: Choices) -> None:
    application = read_case(FAMILY).application
    with Session(engine) as session:
        everybody = registries(session, choices, application.day, application)
        assert everybody.payment.collect("U", 865) == {"paid": False}
        assert everybody.ums.receive("U", "astana", "T-1") == {"number": 1}
        assert everybody.ums.receive("O", "astana", "T-2") == {"number": 2}
        assert everybody.ums.review("T-2")["photo"] == "mismatch"
        assert everybody.production_centre.make("U", "T-1") == {"delivered": True}
        assert everybody.pickup_point.hand_over("U", "T-1") == {"person": "S", "ticket": "wrong"}
        assert everybody.iis_con.file_application("U", "HOME", "S") == {"number": 1}


def kept(engine: Engine) -> dict[str, list[Any]]:
    columns = (
        schema.Payment.amount_kzt,
        schema.CardReview.application,
        schema.CardOrder.holder_id,
        schema.PickUp.person_id,
        schema.HallApplication.service,
    )
    with Session(engine) as later:
        return {
            column.class_.__tablename__: list(later.scalars(select(column)).all())
            for column in columns
        }
