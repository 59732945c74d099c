"""ID cards over time: the window, the money, the clock, and where the holders go."""

from collections import Counter
from dataclasses import replace
from math import isnan
from typing import Any

import numpy as np
import pytest

from domain.procedure import replay
from domain.procedures import start
from simulation.demand.claims import Supply, supply
from simulation.demand.holders import Holder, centre_holders, holders
from simulation.registry_service import Outages
from simulation.scenario_parts import Scenario
from simulation.trace import REASONS, SERVICES, Trace, post
from simulation.variates import Variates
from synthetic_data.city import City
from tests.simulation.card_flow import Ran, at, constant, expiring_card, ran, scenario

DUTY = 865
SUNDAY = 6
"""So that the ninth to the eleventh day after the expiry are working days."""


@pytest.fixture(scope="module")
def stock(city: City) -> Supply:
    return supply(city, scenario().first)


def filed(stock: Supply, levers: Scenario, offset: int, hour: float = 10, **own: Any) -> Ran:  # noqa: ANN401 - of a holder
    """Let one holder file so many days after the expiry of his card."""
    holder = expiring_card(stock, levers)
    return ran(stock, levers, [replace(holder, time=at(holder.expiry + offset, hour), **own)])


def reasons(trace: Trace) -> list[str]:
    return [REASONS[reason] for reason in trace.reason]


def stays(trace: Trace, station: str) -> list[tuple[float, float, float]]:
    columns = zip(trace.post, trace.enabled, trace.start, trace.end, strict=True)
    return [(enabled, start, end) for code, enabled, start, end in columns if code == post(station)]


LONG: dict[str, Any] = {"period": {"until": "2026-05-04"}}
"""Long enough for who files after the expiry."""


@pytest.mark.parametrize(
    ("offset", "rule", "outcome"),
    [
        (-31, "IDC-05", "too_early"),
        (-30, "IDC-17", "issued"),
        (0, "IDC-17", "issued"),
        (1, "IDC-17", "issued"),
        (10, "IDC-17", "issued"),
        (11, "IDC-06", "unavailable_go_to_service_centre"),
    ],
)
def test_the_window_decides_by_the_day_of_filing(
    stock: Supply, offset: int, rule: str, outcome: str
) -> None:
    flow = filed(stock, scenario(**LONG, behaviour={"attempts": 1}), offset)
    assert flow.outcomes == [outcome]
    assert [card.decided_by for card in flow.trace.cards] == [rule]


@pytest.mark.parametrize(
    ("before", "after", "offset", "outcome"),
    [
        (45, 20, -45, "issued"),
        (45, 20, -46, "too_early"),
        (45, 20, 20, "issued"),
        (45, 20, 21, "unavailable_go_to_service_centre"),
        (0, 0, 0, "issued"),
        (0, 0, -1, "too_early"),
        (0, 0, 1, "unavailable_go_to_service_centre"),
    ],
)
def test_the_windows_are_levers(
    stock: Supply, before: int, after: int, offset: int, outcome: str
) -> None:
    window = {"window_before_days": before, "window_after_days": after}
    levers = scenario(**LONG, policy=window, behaviour={"attempts": 1})
    holder = expiring_card(stock, levers, earliest=47)
    flow = ran(stock, levers, [replace(holder, time=at(holder.expiry + offset))])
    assert flow.outcomes == [outcome]


def test_too_early_he_comes_back_when_the_window_opens(stock: Supply) -> None:
    flow = filed(stock, scenario(), -31, hour=9)
    assert flow.outcomes == ["too_early", "issued"]
    assert reasons(flow.trace) == ["first", "opens"]
    assert flow.trace.entered[1] - flow.trace.entered[0] == 1440


@pytest.mark.parametrize("share", [False, True])
def test_whoever_is_too_early_and_does_not_wait_goes_to_a_centre(
    stock: Supply,
    share: bool,  # noqa: FBT001 - a column of the table
) -> None:
    people = {"return_when_open_share": 0, "centre_after_redirect_share": int(share)}
    flow = filed(stock, scenario(behaviour=people), -31)
    assert flow.outcomes == ["too_early"]
    assert reasons(flow.trace) == ["first", "sent_to_centre"][: 1 + share]
    assert [card.to_centre for card in flow.trace.cards] == [share]


@pytest.mark.parametrize(
    ("levers", "rule"),
    [
        ({"policy": {"id_card_pilot": ["2025-05-28", "2025-12-31"]}}, "IDC-01"),
        ({"behaviour": {"passport_share": 1}}, "IDC-02"),
        ({"behaviour": {"other_reason_share": 1}}, "IDC-04"),
        ({"behaviour": {"filed_by_other_share": 1}}, "IDC-08"),
        ({"behaviour": {"biometrics_mismatch_share": 1}}, "IDC-09"),
    ],
)
def test_whoever_cannot_renew_online_goes_to_a_centre(
    stock: Supply, levers: dict[str, Any], rule: str
) -> None:
    flow = filed(stock, scenario(**levers), -20)
    assert [(card.decided_by, card.to_centre) for card in flow.trace.cards] == [(rule, True)]
    assert reasons(flow.trace) == ["first", "sent_to_centre"]
    assert list(flow.trace.service) == [SERVICES.index("id_card")] * 2
    visits = [len(stays(flow.trace, station)) for station in ("reception", "window")]
    assert visits == [1, 1]
    assert flow.trace.cards[0].duty_kzt == 0


def test_people_of_other_regions_go_to_centres_of_their_own(stock: Supply) -> None:
    levers = scenario(behaviour={"biometrics_mismatch_share": 1})
    holder = replace(expiring_card(stock, levers), region="almaty", time=at(20))
    flow = ran(stock, levers, [holder])
    assert [card.to_centre for card in flow.trace.cards] == [True]
    assert reasons(flow.trace) == ["first"]


@pytest.mark.parametrize(
    ("offset", "days", "out"),
    [(5, 2, False), (9, 1, False), (9, 2, True), (10, 0, False), (10, 1, True), (-5, 5, False)],
)
def test_the_window_clock_runs_on_while_the_officer_checks(
    stock: Supply,
    offset: int,
    days: float,
    out: bool,  # noqa: FBT001 - a column of the table
) -> None:
    levers = scenario(
        **LONG,
        behaviour={"refile_days": constant(days), "attempts": 2},
        id_pipeline={"photo_mismatch_share": 1},
    )
    holder = expiring_card(stock, levers, SUNDAY)
    flow = ran(stock, levers, [replace(holder, time=at(holder.expiry + offset))])
    assert [card.shut_out for card in flow.trace.cards] == [out, False]
    assert flow.outcomes[0] == "annulled"
    again = "unavailable_go_to_service_centre" if out else "annulled"
    assert flow.outcomes[1] == again
    assert reasons(flow.trace) == ["first", "annulled", "sent_to_centre"][: 3 if out else 2]


def test_nobody_is_shut_out_who_would_not_have_filed_again(stock: Supply) -> None:
    levers = scenario(
        **LONG,
        behaviour={"refile_share": 0, "refile_days": constant(5)},
        id_pipeline={"photo_mismatch_share": 1},
    )
    flow = filed(stock, levers, 10)
    assert [card.shut_out for card in flow.trace.cards] == [False]


def test_whoever_would_file_again_after_the_period_is_shut_out_too(stock: Supply) -> None:
    levers = scenario(
        period={"until": "2026-02-28"},
        behaviour={"refile_days": constant(60)},
        id_pipeline={"photo_mismatch_share": 1},
    )
    flow = filed(stock, levers, -5)
    assert [card.shut_out for card in flow.trace.cards] == [True]
    assert flow.outcomes == ["annulled"]


@pytest.mark.parametrize(("attempts", "annulled"), [(1, 1), (2, 2), (4, 4)])
def test_what_is_owed_back_is_the_duty_of_the_annulled(
    stock: Supply, attempts: int, annulled: int
) -> None:
    levers = scenario(
        behaviour={"attempts": attempts, "refile_days": constant(1)},
        id_pipeline={"photo_mismatch_share": 1},
    )
    cards = filed(stock, levers, -25).trace.cards
    assert len(cards) == annulled
    assert sum(card.refundable_kzt for card in cards) == annulled * DUTY
    assert sum(card.duty_kzt for card in cards) == annulled * DUTY


def many(stock: Supply, levers: Scenario, count: int = 400) -> list[Holder]:
    """Return so many holders, evenly over the days in which the card may be renewed."""
    holder = expiring_card(stock, levers)
    times = np.linspace(at(holder.expiry - 29), at(holder.expiry - 1), count)
    return [replace(holder, index=n, time=float(time)) for n, time in enumerate(times)]


MIXED: dict[str, dict[str, Any]] = {
    "behaviour": {
        "biometrics_mismatch_share": 0.1,
        "duty_unpaid_share": 0.1,
        "pickup_wrong_share": 0.3,
        "unclaimed_share": 0.1,
        "files_twice_share": 0.2,
        "passport_share": 0.05,
    },
    "id_pipeline": {"photo_mismatch_share": 0.3, "officers": 2, "check_minutes": constant(30)},
    "registries": {"gbd_fl": {"availability": 0.8, "outage_minutes": 60}},
}


def test_the_money_of_many_is_the_duty_of_each(stock: Supply) -> None:
    levers = scenario(**MIXED)
    flow = ran(stock, levers, many(stock, levers))
    outcomes = Counter(flow.outcomes)
    paid = outcomes["annulled"] + outcomes["issued"] + outcomes["pickup_refused"]
    assert {*outcomes} >= {"annulled", "issued", "pickup_refused", "already_open", "duty_not_paid"}
    assert sum(card.duty_kzt for card in flow.trace.cards) == paid * DUTY
    assert sum(card.refundable_kzt for card in flow.trace.cards) == outcomes["annulled"] * DUTY


def test_everybody_is_accounted_for(stock: Supply) -> None:
    levers = scenario(**MIXED)
    flow = ran(stock, levers, many(stock, levers))
    trace = flow.trace
    ended = [case for case, over in enumerate(trace.ended) if not isnan(over)]
    assert len(ended) == len(trace.entered)
    waiting = [case for case in ended if np.isinf(trace.ended[case])]
    assert all(REASONS[trace.reason[case]] != "collects" for case in waiting)
    came = Counter(reasons(trace))
    assert came["first"] == 400
    assert len(waiting) > 0  # cards that nobody comes for
    assert len(trace.cards) + len(waiting) + came["sent_to_centre"] == len(trace.entered)
    assert len(flow.journal) + came["collects"] + came["sent_to_centre"] + len(waiting) == len(
        ended
    )


def test_every_application_is_what_the_law_says_of_its_answers(stock: Supply) -> None:
    levers = scenario(**MIXED)
    journal = ran(stock, levers, many(stock, levers)).journal
    assert len(journal) > 500
    for case, verdict in journal:
        fresh = start(case.application, case.law, levers.policy.readings)
        assert replay(fresh, case.answers or []).verdict == verdict


@pytest.mark.parametrize(
    "levers",
    [{"officers": 1}, {"batch_cards": 5}, {"pickup_desks": 1}, {"delivery_days": constant(9)}],
)
def test_a_lever_of_the_back_office_changes_nobody_but_his_time(
    stock: Supply, levers: dict[str, Any]
) -> None:
    people = {"attempts": 1}
    before, after = (
        ran(stock, busy, many(stock, busy))
        for busy in (
            scenario(**MIXED | {"behaviour": MIXED["behaviour"] | people}),
            scenario(
                **MIXED
                | {
                    "behaviour": MIXED["behaviour"] | people,
                    "id_pipeline": MIXED["id_pipeline"] | levers,
                }
            ),
        )
    )
    firsts = [
        [time for time, why in zip(flow.trace.entered, flow.trace.reason, strict=True) if not why]
        for flow in (before, after)
    ]
    found = [
        {case.who.index: verdict.basis for case, verdict in flow.journal if case.turn == 1}
        for flow in (before, after)
    ]
    assert firsts[0] == firsts[1]
    both = found[0].keys() & found[1].keys()
    assert len(both) > 300
    assert {index: found[0][index] for index in both} == {index: found[1][index] for index in both}


def test_an_application_beside_an_open_one_ends_at_once(stock: Supply) -> None:
    soon = {"files_twice_share": 1, "card_retry_hours": constant(5)}
    flow = filed(stock, scenario(behaviour=soon, id_pipeline={"intake_days": constant(3)}), -20)
    assert flow.outcomes == ["already_open", "issued"]
    assert [card.decided_by for card in flow.trace.cards] == ["IDC-07", "IDC-17"]
    late = {"files_twice_share": 1, "card_retry_hours": constant(24 * 30)}
    assert filed(stock, scenario(behaviour=late), -20).outcomes == ["issued"]


def test_whoever_was_not_given_the_card_comes_again(stock: Supply) -> None:
    wrong = {"pickup_wrong_share": 1, "collects_again_share": 1, "attempts": 3}
    flow = filed(stock, scenario(behaviour=wrong), -20)
    assert flow.outcomes == ["pickup_refused"]
    assert reasons(flow.trace) == ["first", "collects", "collects", "collects"]
    assert len(stays(flow.trace, "pickup")) == 4
    assert [card.duty_kzt for card in flow.trace.cards] == [DUTY, 0, 0, 0]
    assert len(stays(flow.trace, "production")) == 1


def test_the_second_visit_is_for_the_same_card(stock: Supply) -> None:
    levers = scenario(behaviour={"pickup_wrong_share": 0.5, "collects_again_share": 1})
    flow = ran(stock, levers, many(stock, levers))
    refused = Counter(flow.outcomes)["pickup_refused"]
    first = {card.case: card for card in flow.trace.cards if card.duty_kzt}
    later = [card for card in flow.trace.cards if not card.duty_kzt and card.issued]
    assert refused > 100
    assert 0.7 * refused < len(later) <= refused  # three visits at most
    filings = {card.first_filed for card in first.values() if not card.issued}
    assert {card.first_filed for card in later} <= filings


def test_a_day_without_any_system_only_delays(stock: Supply) -> None:
    levers, day = scenario(), 20
    down = Outages([day * 1440.0], [(day + 1) * 1440.0])
    names = ("gbd_fl", "payment", "ums", "production_centre", "pickup_point")
    holder = replace(expiring_card(stock, levers), time=at(day, 9))
    flow = ran(stock, levers, [holder], dict.fromkeys(names, down))
    assert flow.outcomes[0] == "registry_unavailable"
    assert flow.outcomes[-1] in {"issued", "registry_unavailable"}
    assert set(reasons(flow.trace)) <= {"first", "retries"}


def test_an_outage_of_the_payment_is_waited_for(stock: Supply) -> None:
    levers, day = scenario(), 20
    down = {"payment": Outages([day * 1440.0], [(day + 1) * 1440.0])}
    holder = replace(expiring_card(stock, levers), time=at(day, 9))
    flow = ran(stock, levers, [holder], down)
    assert flow.outcomes == ["issued"]
    (_, _, ended), *_rest = stays(flow.trace, "online")
    assert ended >= (day + 1) * 1440


def test_nothing_hangs_without_officers(stock: Supply) -> None:
    levers = scenario(id_pipeline={"officers": 0})
    flow = ran(stock, levers, many(stock, levers))
    assert flow.outcomes == []
    assert all(isnan(start) for _, start, _ in stays(flow.trace, "ums"))
    assert len(stays(flow.trace, "ums")) == 400


@pytest.mark.parametrize("levers", [{"day_cards": 0}, {"batch_cards": 0}])
def test_nothing_hangs_without_production(stock: Supply, levers: dict[str, Any]) -> None:
    busy = scenario(id_pipeline=levers)
    flow = ran(stock, busy, many(stock, busy))
    assert flow.outcomes == []
    assert len(stays(flow.trace, "ums")) == 400
    assert all(isnan(start) for _, start, _ in stays(flow.trace, "production"))


@pytest.mark.parametrize("levers", [{"pickup_desks": 0}, {"pickup_hours": {}}])
def test_nothing_hangs_without_a_pick_up_point(stock: Supply, levers: dict[str, Any]) -> None:
    busy = scenario(id_pipeline=levers)
    flow = ran(stock, busy, many(stock, busy))
    assert "issued" not in flow.outcomes
    assert len(stays(flow.trace, "production")) == 400


def test_cards_that_nobody_comes_for_stay_on_the_shelf(stock: Supply) -> None:
    levers = scenario(behaviour={"unclaimed_share": 1})
    flow = ran(stock, levers, many(stock, levers))
    assert flow.outcomes == []
    assert len(stays(flow.trace, "production")) == 400
    assert all(np.isinf(end) for _, _, end in stays(flow.trace, "pickup"))


def test_those_who_renew_in_a_centre_are_visits_and_no_applications(stock: Supply) -> None:
    levers = scenario()
    flow = ran(stock, levers, [], in_centre=many(stock, levers, 60))
    assert reasons(flow.trace) == ["sent_to_centre"] * 60
    assert set(flow.trace.attempt) == {1}
    assert flow.trace.cards == []
    came = [enabled for enabled, _, _ in stays(flow.trace, "reception")]
    assert len(came) == len(stays(flow.trace, "window")) == 60
    assert all(9 * 60 <= time % 1440 < 18 * 60 and time // 1440 % 7 < 5 for time in came)


def test_a_closed_centre_has_no_visits(stock: Supply) -> None:
    levers = scenario(offices=[{"working_days": []}])
    assert not ran(stock, levers, [], in_centre=many(stock, levers, 5)).trace.entered


def test_only_where_they_are_told_apart_do_the_others_come_to_a_centre(stock: Supply) -> None:
    def both(**demand: Any) -> tuple[set[int], set[int]]:  # noqa: ANN401 - levers
        levers, variates = scenario(demand=demand), Variates(1, 0)
        found = (holders(levers, stock, variates), centre_holders(levers, stock, variates))
        return {holder.index for holder in found[0]}, {holder.index for holder in found[1]}

    hidden = both(id_online_share=0.5)
    told = both(id_online_share=0.5, id_centre_visits=True)
    without_means = both(id_online_share=1, id_access_share=0.5, id_centre_visits=True)
    assert hidden == (told[0], set())
    assert told == without_means
    assert len(told[1]) > 0
    assert not told[0] & told[1]
