"""The figures of an answer: what is called the 99th of a hundred, and ours beside a peer round by round."""

from benchmarks.answers import Round, percentile, ratios


def test_the_99th_of_two_hundred_leaves_two_above() -> None:
    values = [float(number) for number in range(200, 0, -1)]
    assert percentile(values, 99) == 198.0
    assert percentile([5.0], 99) == 5.0


def test_ours_is_held_against_the_peer_of_the_same_round() -> None:
    ours = [Round([0.010, 0.030, 0.020], 50.0, 4.0, 0.02), Round([0.040], 40.0, 5.0, 0.02)]
    theirs = [Round([0.010], 200.0, 1.0, 0.01), Round([0.010], 80.0, 2.0, 0.04)]
    assert ratios(ours, theirs, lambda one: one.median) == [2.0, 4.0]
    assert ratios(ours, theirs, lambda one: one.burst) == [0.25, 0.5]
    assert ratios(ours, theirs, lambda one: one.last) == [4.0, 2.5]
    assert ratios(ours, theirs, lambda one: one.cpu) == [2.0, 0.5]
