"""Each measure against numbers that the literature prints or that a reader can work out by hand."""

from __future__ import annotations

import random
from itertools import permutations

import pytest

from padapatha.compare.chain_scores import align_chains, b_cubed, ceaf_e, chain_scores, lea, muc, without_singletons
from padapatha.compare.items import LabelledItem, character_alpha, label_counts, match_items, span_figures
from padapatha.compare.measures import alpha, best_assignment
from padapatha.text_index import text_index

# Alpha


@pytest.mark.parametrize(
    ("coders", "expected"),
    [
        # Krippendorff 2011, "Computing Krippendorff's Alpha-Reliability", A: binary data, two observers, 10 units.
        # Four units differ: 8 ordered pairs of 20 labels; of 14 zeros and 6 ones: 1 - 19 * 8 / (2 * 14 * 6)
        (("0100000010", "1110010000"), 0.095),
        # B: nominal data, two observers, 12 units
        (("aabbdcccedda", "babbbccceddd"), 0.692),
        # C: nominal data, four observers, 12 units, some answers missing
        (("123321412...", "1233224125.3", ".3332342251.", "12332441251."), 0.743),
    ],
)
def test_alpha_of_the_worked_examples(coders: tuple[str, ...], expected: float) -> None:
    units = [[label for label in unit if label != "."] for unit in zip(*coders, strict=True)]
    assert alpha(units) == pytest.approx(expected, abs=0.0005)


def test_alpha_of_full_agreement_of_chance_and_of_nothing() -> None:
    assert alpha([("a", "a"), ("b", "b")]) == 1
    assert alpha([("a", "b"), ("b", "a")]) == pytest.approx(-0.5)  # worse than chance: 1 - 3 * 4 / 8
    assert alpha([("a", "a"), ("a", "a")]) is None  # one label: nothing to tell apart
    assert alpha([("a",), ("b",)]) is None  # labels that nobody else gave


# Chains

KEY = [frozenset("abc"), frozenset("defg")]
RESPONSE = [frozenset("ab"), frozenset("cd"), frozenset("fghi")]


def test_the_example_of_the_reference_scorer() -> None:
    """Pradhan et al. 2014, section 4: recall and precision of MUC, B3 and CEAF-e are worked out there."""
    assert (muc(KEY, RESPONSE), muc(RESPONSE, KEY)) == ((2, 5), (2, 5))
    for measure, recall, precision in ((b_cubed, (35 / 12, 7), (4, 8)), (ceaf_e, (1.3, 2), (1.3, 3))):
        assert measure(KEY, RESPONSE) == pytest.approx(recall)
        assert measure(RESPONSE, KEY) == pytest.approx(precision)
    found = chain_scores(KEY, RESPONSE)
    expected = {"MUC": 40, "B3": 45.45, "CEAF-e": 52, "CoNLL F1": 45.82}
    assert {name: found[name] for name in expected} == pytest.approx(expected, abs=0.005)


def test_lea_of_the_same_example() -> None:
    """Moosavi and Strube 2016, section 4.

    Of the three links of abc one is kept, of the six of defg one (fg): recall (3 * 1/3 + 4 * 1/6) / 7. Of the one link
    of ab one, of cd none, of the six of fghi one: precision (2 * 1 + 2 * 0 + 4 * 1/6) / 8.
    """
    assert lea(KEY, RESPONSE) == (pytest.approx(5 / 3), 7)
    assert lea(RESPONSE, KEY) == (pytest.approx(8 / 3), 8)
    r, p = 5 / 21, 1 / 3
    assert chain_scores(KEY, RESPONSE)["LEA"] == pytest.approx(200 * r * p / (r + p))


def test_singletons_are_their_own_link_in_lea_and_nothing_in_muc() -> None:
    alone, pair = [frozenset("a")], [frozenset("ab")]
    assert (lea(alone, alone), lea(alone, pair), lea(pair, alone)) == ((1, 1), (0, 1), (0, 2))
    found = chain_scores(alone, alone)
    assert (found["MUC"], found["B3"], found["CoNLL F1"]) == (None, 100, None)
    assert without_singletons([*alone, *pair]) == tuple(pair)
    assert set(chain_scores((), ()).values()) == {None}
    assert chain_scores(alone, [frozenset("b")])["B3"] == 0


def test_every_score_is_the_same_from_either_side() -> None:
    draw = random.Random(3)
    for _ in range(200):
        a, b = (_chains(draw) for _ in range(2))
        there, back = chain_scores(a, b), chain_scores(b, a)
        assert there == pytest.approx(back, nan_ok=True)
        assert all(value is None or value == pytest.approx(100) for value in chain_scores(a, a).values())


def _chains(draw: random.Random) -> list[frozenset[int]]:
    homes: dict[int, set[int]] = {}
    for mention in range(14):
        if draw.random() < 0.8:
            homes.setdefault(draw.randrange(6), set()).add(mention)
    return [frozenset(home) for home in homes.values()]


# Pairing


def test_pairs_are_the_best_of_all() -> None:
    draw = random.Random(5)
    for _ in range(200):
        rows, columns = draw.randint(1, 5), draw.randint(1, 5)
        weights = {(i, j): draw.randint(1, 9) for i in range(rows) for j in range(columns) if draw.random() < 0.6}
        found = best_assignment(weights)
        assert len(set(found.values())) == len(found)
        ways = permutations([*range(columns), *[None] * rows], rows)
        most = max(sum(weights.get((i, j), 0) for i, j in enumerate(way)) for way in ways)  # type: ignore[arg-type, call-overload]
        assert sum(weights[pair] for pair in found.items()) == most


def test_what_shares_nothing_is_never_paired() -> None:
    assert align_chains([frozenset("ab"), frozenset("x")], [frozenset("y"), frozenset("b")]) == {0: 1}
    assert best_assignment({}) == {}


# Spans


def item(start: int, end: int, label: str = "X", document: str = "d") -> LabelledItem:
    return LabelledItem(document, ((start, end),), label, f"{start}-{end}")


def test_exact_and_partial_f1_by_hand() -> None:
    """One right, one of another label, one that overlaps, one alone on each side: 4 against 4."""
    a = [item(0, 5, "P"), item(6, 9, "P"), item(20, 30), item(40, 41)]
    b = [item(0, 5, "P"), item(6, 9, "Q"), item(25, 31), item(50, 51)]
    matched = match_items(a, b)
    assert span_figures(matched) == {
        "exact F1": 25,
        "exact F1, unlabelled": 50,
        "partial F1, unlabelled": 62.5,  # (2 + 1/2) of 4
    }
    assert label_counts(matched) == {"P": (2, 1, 1), "Q": (0, 1, 0), "X": (2, 2, 0)}
    assert ([each.text for each in matched.only_a], [each.text for each in matched.only_b]) == (["40-41"], ["50-51"])


def test_nested_and_repeated_spans_find_their_own() -> None:
    a = [item(0, 10), item(0, 4), item(2, 4, "Y"), item(2, 4, "Z")]
    b = [item(2, 4, "Z"), item(0, 10), item(1, 4)]
    pairs = {(pair.a.text, pair.a.label, pair.b.text, pair.b.label) for pair in match_items(a, b).pairs}
    assert pairs == {("0-10", "X", "0-10", "X"), ("2-4", "Z", "2-4", "Z"), ("0-4", "X", "1-4", "X")}


def test_spans_of_different_documents_or_that_only_touch_do_not_meet() -> None:
    assert match_items([item(0, 5)], [item(0, 5, document="e"), item(5, 7)]).pairs == ()
    assert match_items([item(0, 9)], [item(3, 7, document="e")]).pairs == ()
    assert span_figures(match_items([], []))["exact F1"] is None


def test_a_long_span_meets_a_late_one_behind_many() -> None:
    a = [item(0, 1000), *(item(n, n + 1) for n in range(0, 900, 3))]
    b = [item(990, 1001), *(item(n, n + 1) for n in range(0, 900, 3))]
    assert [(pair.a.text, pair.b.text) for pair in match_items(a, b).pairs if not pair.exact] == [
        ("0-1000", "990-1001")
    ]


def test_alpha_of_characters_by_hand() -> None:
    """Eight letters without the space: A labels four, B three of these; one unit differs, of 7 labels X and 9 none."""
    index = text_index("d", "अबकद रसलह")
    found = character_alpha([item(0, 4)], [item(0, 3)], {"d": index})
    assert found == pytest.approx(1 - 15 * 2 / (2 * 7 * 9))
    assert character_alpha([], [], {"d": None}) is None
