"""The drawings: what stands in them, and that nothing in them is cut off."""

from itertools import pairwise
from typing import Any

import pytest

from app.components import family, lanes
from app.components.drawing import Drawing, Node, node, texts
from app.components.family import Member, Tie
from app.components.family_order import in_good_order
from app.components.lanes import Lane, Step
from app.components.text_measure import lines, width
from app.i18n import words
from domain import wording
from domain.wording import LANGUAGES, Speaker, name

HIGHEST_ROW = 44
LANES = [Lane("applicant", "Applicant"), Lane("pep", "Portal"), Lane("egkn", "Cadastre")]


def nodes(tree: Node, tag: str) -> list[Node]:
    own = [tree] if tree[0] == tag else []
    return own + [n for child in tree[2:] if isinstance(child, list) for n in nodes(child, tag)]


def of_class(tree: Node, tag: str, css: str) -> list[dict[str, Any]]:
    return [n[1] for n in nodes(tree, tag) if css in str(n[1].get("className", "")).split()]


def draw(*steps: Step) -> Node:
    return lanes.diagram(LANES, steps, "Who asks whom", "Lanes")


def test_a_drawing_is_named_and_described_for_those_who_cannot_see_it() -> None:
    tree = draw(Step("1", "pep", "egkn", "who owns it"))
    assert tree[1]["role"] == "img"
    assert tree[1]["aria-label"] == "Who asks whom. Lanes"
    assert texts(nodes(tree, "title")[0]) == ["Who asks whom"]
    assert texts(nodes(tree, "desc")[0]) == ["Lanes"]


def test_every_lane_has_a_rail_and_a_head() -> None:
    tree = draw()
    assert len(of_class(tree, "line", "rail")) == len(LANES)
    assert [t for lane in LANES for t in texts(tree) if t == lane.label] == [
        lane.label for lane in LANES
    ]


@pytest.mark.parametrize(("source", "target"), [("pep", "egkn"), ("egkn", "pep")])
def test_a_question_is_an_arrow_that_points_at_whoever_is_asked(source: str, target: str) -> None:
    tree = draw(Step("1", source, target, "asks"))
    rails = [line["x1"] for line in of_class(tree, "line", "rail")]
    places = dict(zip(("applicant", "pep", "egkn"), rails, strict=True))
    head = of_class(tree, "polygon", "head")[0]["points"].split()[0]
    assert float(head.split(",")[0]) == places[target]
    assert of_class(tree, "circle", "from")[0]["cx"] == places[source]


@pytest.mark.parametrize("target", [None, "pep"])
def test_a_rule_is_a_box_without_an_arrow(target: str | None) -> None:
    tree = draw(Step("1", "pep", target, "the norm is reached", "law"))
    assert len(of_class(tree, "rect", "box")) == 1
    assert of_class(tree, "line", "arrow") == []
    assert of_class(tree, "g", "law")


def test_the_current_step_and_its_address_are_marked() -> None:
    tree = draw(Step("1", "pep", "egkn", "asks", href="/application?step=1", is_current=True))
    row = of_class(tree, "g", "current")
    assert [r["data-href"] for r in row] == ["/application?step=1"]


@pytest.mark.parametrize("source", ["applicant", "pep", "egkn"])
@pytest.mark.parametrize("target", [None, "applicant", "pep", "egkn"])
def test_a_long_label_breaks_into_lines_that_stay_inside(source: str, target: str | None) -> None:
    label = "constantly registered four, temporarily two, children under fourteen three " * 2
    tree = draw(Step("1", source, target, label))
    told = next(n for n in nodes(tree, "text") if "label" in n[1].get("className", ""))
    spans = told[2:]
    assert " ".join(texts(told)) == label.strip()
    assert len(spans) > 1
    for span in spans:
        assert span[1]["x"] >= 0
        assert span[1]["x"] + width(span[2], lanes.SIZE) <= lanes.WIDTH


@pytest.mark.parametrize(("source", "target"), [("pep", "egkn"), ("egkn", "pep")])
def test_an_answer_comes_back_to_whoever_asked(source: str, target: str) -> None:
    tree = draw(Step("1", source, target, "who owns it?", answer="Anna"))
    asked, back = of_class(tree, "line", "arrow")
    assert (asked["x1"] < asked["x2"]) != (back["x1"] < back["x2"])
    assert float(nodes(tree, "polygon")[1][1]["points"].split(",")[0]) == asked["x1"]
    assert [texts(n) for n in nodes(tree, "text") if "told" in n[1]["className"]] == [["Anna"]]


def test_a_question_still_open_has_no_arrow_back() -> None:
    tree = draw(Step("1", "pep", "egkn", "who owns it?"))
    assert of_class(tree, "line", "back") == []


def test_from_a_silent_system_nothing_comes_back() -> None:
    tree = draw(Step("1", "pep", "egkn", "who owns it?", "bad", answer="no answer"))
    assert of_class(tree, "line", "back") == []
    assert "no answer" in texts(tree)


def test_a_row_with_its_answer_stays_low() -> None:
    tree = draw(Step("1", "pep", "egkn", "who owns it?", answer="Anna"))
    assert of_class(tree, "rect", "band")[0]["height"] <= HIGHEST_ROW


@pytest.mark.parametrize("source", ["applicant", "pep", "egkn"])
@pytest.mark.parametrize("length", [1, 30, 58, 60, 62, 200])
@pytest.mark.parametrize("is_current", [False, True])
def test_a_box_with_its_stroke_stays_inside(source: str, length: int, *, is_current: bool) -> None:
    tree = draw(
        Step("1", source, None, "Wm" * (length // 20) + " n" * length, is_current=is_current)
    )
    box = of_class(tree, "rect", "box")[0]
    assert box["x"] >= lanes.BOX_LEFT
    assert box["x"] + box["width"] + 1 < lanes.WIDTH


LONGEST_WALK = ("applicant", "gbd_fl", "payment", "ums", "production_centre", "pickup_point")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("first", ["document_app", "self_service", "operating_hall", "iis_con"])
def test_heads_of_seven_lanes_do_not_meet(language: str, first: str) -> None:
    said = words(language)
    codes = (first, *LONGEST_WALK)
    named = [
        Lane(c, said(key) if said.has(key := f"lanes.heads.{c}") else name(Speaker(language), c))
        for c in codes
    ]
    tree = lanes.diagram(named, [], "", "")
    reach = [
        (span[1]["x"], width(span[2], lanes.SIZE, bold=True) / 2)
        for head in nodes(tree, "text")
        for span in head[2:]
    ]
    apart = (lanes.LAST_LANE - lanes.FIRST_LANE) / (len(codes) - 1)
    assert [x for x, half in reach if 2 * half > apart] == []
    assert all(x - half >= 0 and x + half <= lanes.WIDTH for x, half in reach)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_question_has_a_short_label(language: str) -> None:
    said = words(language)
    codes = wording.words()["question"]
    assert [c for c in codes if not said.has(f"lanes.asks.{c}")] == []
    long = [
        c for c in codes if width(said(f"lanes.asks.{c}"), lanes.SIZE) > lanes.SHORTEST_LABEL / 2
    ]
    assert long == []


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    "code", ["belief", "typed_iin", "papers", "has_open_application", "review"]
)
def test_whoever_answers_within_a_lane_is_named(language: str, code: str) -> None:
    assert words(language)(f"lanes.answers.{code}").strip()


def test_a_long_word_breaks_at_its_soft_hyphens_only_where_it_must() -> None:
    word = "docu\u00admentation"
    assert lines(word, 12, 200) == ["documentation"]
    assert lines(word, 12, 60) == ["docu-", "mentation"]


def test_rows_do_not_overlap() -> None:
    tree = draw(*(Step(str(n), "pep", "egkn" if n % 2 else None, "x " * 60) for n in range(8)))
    bands = of_class(tree, "rect", "band")
    for above, below in pairwise(bands):
        assert above["y"] + above["height"] <= below["y"] + 0.5


def test_the_drawing_is_as_high_as_its_rows() -> None:
    one, two = draw(Step("1", "pep", None, "a")), draw(*[Step("1", "pep", None, "a")] * 2)
    assert two[1]["height"] > one[1]["height"]


def member(person: str, generation: int, role: str = "", *, is_lit: bool = False) -> Member:
    return Member(person, f"Name {person}", "1980", role, generation, is_lit)


def test_generations_stand_one_under_the_other() -> None:
    people = [member("F", 0), member("M", 0), member("C", 1, "applicant", is_lit=True)]
    ties = [Tie("birth", "F", "C", is_lit=True), Tie("marriage", "F", "M", is_lit=False)]
    tree = family.graph(people, ties, "Family", "Generations")
    tops = [box["y"] for box in (n[1] for n in nodes(tree, "rect"))]
    assert tops[0] == tops[1] < tops[2]
    assert "applicant" in texts(tree)
    assert len(of_class(tree, "g", "lit")) == 1
    assert len(of_class(tree, "path", "lit")) == 1


@pytest.mark.parametrize("count", [1, 2, 3, 4, 6])
def test_boxes_of_a_generation_do_not_overlap(count: int) -> None:
    tree = family.graph([member(str(n), 0) for n in range(count)], [], "Family", "")
    boxes = sorted((n[1]["x"], n[1]["width"]) for n in nodes(tree, "rect"))
    for (left, wide), (right, _) in pairwise(boxes):
        assert left + wide < right
    assert boxes[0][0] >= 0
    assert boxes[-1][0] + boxes[-1][1] <= tree[1]["width"]


TWICE_MARRIED = [
    Tie("former", "Before", "Self", is_lit=False, word="divorced"),
    Tie("marriage", "Self", "Now", is_lit=False),
    *(Tie("birth", one, c, is_lit=False) for one in ("Self", "Before") for c in ("A", "B")),
    *(Tie("birth", one, "C", is_lit=False) for one in ("Self", "Now")),
]


def family_of_two_marriages() -> Node:
    older = [member(name, 0) for name in ("Before", "Self", "Now")]
    return family.graph([*older, *(member(c, 1) for c in "ABC")], TWICE_MARRIED, "Family", "")


def middles_of(tree: Node) -> list[float]:
    return [n[1]["x"] + n[1]["width"] / 2 for n in nodes(tree, "rect")]


def test_children_hang_under_the_middle_of_the_two_who_had_them() -> None:
    before, own, now, a, b, c = middles_of(family_of_two_marriages())
    assert (a + b) / 2 == pytest.approx((before + own) / 2, abs=0.2)
    assert c == pytest.approx((own + now) / 2, abs=0.2)


def test_a_marriage_and_one_that_is_over_join_only_those_who_were_married() -> None:
    tree = family_of_two_marriages()
    before, own, now, *_ = middles_of(tree)
    for css, left, right in (("former", before, own), ("marriage", own, now)):
        (line,) = of_class(tree, "path", css)
        start, end = line["d"].split("M")[1].split("H")
        assert left < float(start.split()[0]) < float(end) < right
    assert "divorced" in texts(tree)


BORN = [Tie("gone", one, "C", is_lit=False) for one in ("Father", "Mother")]
ADOPTED = [Tie("adoption", one, "C", is_lit=False) for one in ("Step", "Mother")]


def drawn_lines(tree: Node) -> list[dict[str, Any]]:
    """The lines to the children, with their ways down and along."""
    return [n[1] for n in nodes(tree, "path") if "V" in n[1]["d"]]


@pytest.mark.parametrize("ties", [BORN + ADOPTED, ADOPTED + BORN])
def test_each_couple_of_a_child_adopted_by_a_step_parent_has_the_line_of_its_own_act(
    ties: list[Tie],
) -> None:
    older = [member(name, 0) for name in ("Father", "Mother", "Step")]
    tree = family.graph([*older, member("C", 1)], ties, "Family", "")
    father, mother, step, _ = middles_of(tree)
    for css, one, other in (("gone", father, mother), ("adoption", mother, step)):
        (upright,) = {
            float(line["d"].split("V")[0][1:].split()[0])
            for line in of_class(tree, "path", css if css == "gone" else "birth")
            if "H" in line["d"]
        }
        assert upright == pytest.approx((one + other) / 2, abs=0.2)
        assert any("H" not in line["d"] for line in of_class(tree, "path", css))
    ends = [line["d"] for line in drawn_lines(tree) if "H" not in line["d"]]
    assert len({end.split()[0] for end in ends}) == len(ends), "they meet the child side by side"


def test_acts_of_two_kinds_of_the_same_parents_have_lines_side_by_side() -> None:
    older, younger = ("Father", "Mother"), {"A": "gone", "B": "birth", "C": "adoption"}
    ties = [Tie(kind, one, child, is_lit=False) for child, kind in younger.items() for one in older]
    people = [*(member(name, 0) for name in older), *(member(name, 1) for name in younger)]
    tree = family.graph(people, ties, "Family", "")
    begins = [line["d"].split()[0] for line in drawn_lines(tree) if "H" in line["d"]]
    assert len(begins) == 3
    assert len(set(begins)) == 3


def test_lines_run_only_straight_across_and_straight_down() -> None:
    drawn = [n[1]["d"] for n in nodes(family_of_two_marriages(), "path")]
    assert all(set(d) <= set("MHV 0123456789.") for d in drawn)


def test_couples_and_siblings_stand_together_and_parents_over_their_children() -> None:
    couple = [Tie("marriage", "Wife", "Man", is_lit=False)]
    hers = [Tie("birth", p, c, is_lit=False) for p in ("F", "M") for c in ("Wife", "Brother")]
    his = [Tie("birth", p, "Man", is_lit=False) for p in ("f", "m")]
    rows = [["f", "F", "m", "M"], ["Wife", "Brother", "Man"]]
    above, below = in_good_order(rows, [*couple, *hers, *his])
    assert below == ["Brother", "Wife", "Man"]
    assert [set(above[:2]), set(above[2:])] == [{"F", "M"}, {"f", "m"}]


def test_lines_lose_no_word() -> None:
    text = "one two three four five"
    assert " ".join(lines(text, 12, 40)) == text
    assert lines("", 12, 40) == [""]
    assert lines("unbreakably-long-word", 12, 10) == ["unbreakably-long-word"]


def test_bold_text_is_wider() -> None:
    assert width("norm", 12, bold=True) > width("norm", 12)


def test_a_drawing_goes_to_the_browser_as_plain_data() -> None:
    drawn = Drawing(node("svg", {"width": 1}, node("text", {}, "<b>")), id="x", className="y")
    sent = drawn.to_plotly_json()  # type: ignore[no-untyped-call]
    assert sent["namespace"] == "tirkeu"
    assert sent["props"]["tree"] == ["svg", {"width": 1}, ["text", {}, "<b>"]]
