"""Votes: tables, lines, signs below a proposal, and the polls of a bot."""

from __future__ import annotations

import pytest
from support.minutes import MinutesReader

from sphinxcontrib_meetings.model.minutes import Vote

FIVE = [("SF", 3), ("F", 5), ("N", 1), ("A", 0), ("SA", 2)]


def votes(minutes: MinutesReader, text: str) -> list[tuple[str, list[tuple[str, int]]]]:
    """Return the question and the counts of each vote in *text*."""
    found = minutes.items(f"# Call\n\n{text}\n", Vote)
    return [(vote.question, list(vote.counts)) for vote in found]


SCALES = {
    "| SF | F | N | A | SA |\n|----|---|---|---|----|\n| 3 | 5 | 1 | 0 | 2 |": FIVE,
    "| SF | F | N | A | SA |\n| 3 | 5 | 1 | 0 | 2 |": FIVE,
    "SF | F | N | A | SA\n3 | 5 | 1 | 0 | 2": FIVE,
    "SF F N A SA\n3 5 1 0 2": FIVE,
    "SF  F  N  A  SA\n\n3   5  1  0  2": FIVE,
    "| SA | A | N | F | SF |\n|---|---|---|---|---|\n| 2 | 0 | 1 | 5 | 3 |": FIVE[::-1],
    "| SA | A | N | F | SF |\n| 2 | 0 | 1 | 5 | 3 |": FIVE[::-1],
    "| SF | 3 |\n|---|---|\n| F | 5 |\n| N | 1 |\n| A | 0 |\n| SA | 2 |": FIVE,
    "| Vote | Number |\n|---|---|\n| SF | 3 |\n| F | 5 |\n| N | 1 |\n| A | 0 |\n| SA | 2 |": FIVE,
    "SF: 3\nF: 5\nN: 1\nA: 0\nSA: 2": FIVE,
    "- SF: 3\n- F: 5\n- N: 1\n- A: 0\n- SA: 2": FIVE,
    "**SF**: 3\n**F**: 5\n**N**: 1\n**A**: 0\n**SA**: 2": FIVE,
    "SF: 3, F: 5, N: 1, A: 0, SA: 2": FIVE,
    "SF: 3 | F: 5 | N: 1 | A: 0 | SA: 2": FIVE,
    "SF: 3, F: 5, N: 1, A: 0, SA: 2".replace(":", "\N{FULLWIDTH COLON}"): FIVE,
    "SF 3, F 5, N 1, A 0, SA 2": FIVE,
    "SF:3 F:5 N:1 A:0 SA:2": FIVE,
    "Attendance: 15\nSF: 3\nF: 5\nN: 1\nA: 0\nSA: 2\nAuthors: 1": FIVE,
    "SF/F/N/A/SA: 3/5/1/0/2": FIVE,
    "sf: 3, f: 5, sa: 0": [("sf", 3), ("f", 5), ("sa", 0)],
    "| SF | F | N | A | SA |\n|-|-|-|-|-|\n| 3 | 5 |  | - | 0 |": [
        *FIVE[:2],
        ("N", 0),
        ("A", 0),
        ("SA", 0),
    ],
    "| For | Against | Abstain |\n|---|---|---|\n| 4 | 1 | 0 |": [
        ("For", 4),
        ("Against", 1),
        ("Abstain", 0),
    ],
    "For: 4 (Ada, Bob, Eve, Max), Against: 1 (Tom), Abstain: none": [
        ("For", 4),
        ("Against", 1),
        ("Abstain", 0),
    ],
    "Vote: 4 in favor, 1 opposed, no abstentions": [
        ("in favor", 4),
        ("opposed", 1),
        ("abstentions", 0),
    ],
    "Yes: 4\nNo: 1": [("Yes", 4), ("No", 1)],
    "+1: 4, 0: 0, -1: 1": [("+1", 4), ("0", 0), ("-1", 1)],
}


@pytest.mark.parametrize("text", SCALES)
@pytest.mark.parametrize(
    ("above", "question"),
    [
        ("POLL: we adopt it\n\n", "we adopt it"),
        ("**Poll**: we adopt it\n\n", "we adopt it"),
        ("Straw poll #2: we adopt it\n\n", "we adopt it"),
        ("Do we adopt it?\n\n", "Do we adopt it?"),
        ("**We adopt it**\n\n", "We adopt it"),
        ("*We adopt it*:\n\n", "We adopt it"),
        ("## We adopt it\n\n", "We adopt it"),
        ("## Poll: we adopt it\n\n", "we adopt it"),
        ("## We adopt it\n\nVotes:\n\n", "We adopt it"),
        ("Poll:\n\n", ""),
        ("We talked about it.\n\n", ""),
        ("## Poll\n\n", ""),
        ("", ""),
    ],
)
def test_votes_and_their_questions(
    minutes: MinutesReader, text: str, above: str, question: str
) -> None:
    assert votes(minutes, above + text) == [(question, SCALES[text])]


@pytest.mark.parametrize(
    ("text", "question"),
    [
        ("VOTE: Do we meet? Yes: 5, No: 1", "Do we meet?"),
        ("**Vote:** the charter: 5 yes, 1 no", "the charter"),
    ],
)
def test_a_question_in_the_same_line(minutes: MinutesReader, text: str, question: str) -> None:
    [(found, counts)] = votes(minutes, text)
    assert found == question
    assert [number for _, number in counts] == [5, 1]


@pytest.mark.parametrize(
    "text", ["Vote: on Monday? Room: 5, floor: 1", "Vote: the time: 5 pm, 1 hour", "Vote: ? : "]
)
def test_other_numbers_behind_a_question_are_no_vote(minutes: MinutesReader, text: str) -> None:
    assert votes(minutes, text) == []


def test_a_question_in_the_same_paragraph(minutes: MinutesReader) -> None:
    text = "Ada spoke.\nPOLL: we adopt it\nSF: 3, F: 5, N: 1, A: 0, SA: 2"
    assert votes(minutes, text) == [("we adopt it", FIVE)]


def test_a_table_with_a_vote_a_row(minutes: MinutesReader) -> None:
    text = """\
| Poll     | SF | F | N | A | SA |
|----------|----|---|---|---|----|
| Adopt it | 3  | 5 | 1 | 0 | 2  |
| Drop it  | 2  | 0 | 1 | 5 | 3  |
"""
    assert votes(minutes, text) == [
        ("Adopt it", FIVE),
        ("Drop it", [("SF", 2), ("F", 0), ("N", 1), ("A", 5), ("SA", 3)]),
    ]


def test_two_votes_in_a_row(minutes: MinutesReader) -> None:
    text = "POLL: one\n\nSF: 3\nF: 5\nN: 1\nA: 0\nSA: 2\n\nPOLL: two\n\nSF: 3\nF: 5\nN: 1\nA: 0\nSA: 2"
    assert votes(minutes, text) == [("one", FIVE), ("two", FIVE)]


@pytest.mark.parametrize(
    "text",
    [
        "| SF | F | N | A | SA | Total |\n|-|-|-|-|-|-|\n| 3 | 5 | 1 | 0 | 2 | {total} |",
        "| SF | F | N | A | SA |\n|-|-|-|-|-|\n| 3 | 5 | 1 | 0 | 2 |\n\nTotal: {total}",
        "| Choice | Votes |\n|-|-|\n| SF | 3 |\n| F | 8 |\n| SA | 0 |\n| Total | {total} |",
        "SF: 3\nF: 5\nN: 1\nA: 0\nSA: 2\nTotal: {total}",
        "SF: 3, F: 5, N: 1, A: 0, SA: 2, total: {total}",
        "Total votes: {total}, for: 11, against: 0",
        "#startvote Is it? Yes, No\n" + "\n".join(f"<n{one}> #vote Yes" for one in range(11))
        + '\n#endvote\n<bot> Voted on "Is it?" Results are\n<bot> Yes ({total}): n1',
    ],
)  # fmt: skip
def test_a_total_that_differs_is_told(minutes: MinutesReader, text: str) -> None:
    for total, is_wrong in ((11, False), (12, True)):
        found = minutes.find("# Call\n\n" + text.format(total=total))
        assert [isinstance(one.item, Vote) for one in found] == [True]
        assert ("correct one of them" in found[0].problem) is is_wrong


TRAPS = [
    "Ada: +1",
    "+1",
    "+1\n+1",
    "[+1]",
    "+1 on the proposal from Ada",
    "Proposal: we adopt it\n\n+1",
    "Proposal: we adopt it\n\nI like it.\n\n+1\n+1",
    "Proposal: we adopt it\n<ada> +1\n<bob> +1\n<eve> I agree\n<tom> +1",
    "Proposal: we adopt it\n<ada> +1\n<bob> hm\n<eve> +1\n\n## Next\n\nRESOLVED: other",
    "Proposal: we adopt it\n<ada> +1\n<bob> hm\n<eve> +1\nTopic: other\nRESOLVED: other",
    "Votes: 12",
    "SF: 3",
    "N: 5\nA: 3",
    "F: 5\nN: 0\nA: 3\nC: 4",
    "SF: 3%, F: 5%, SA: 2%",
    "Yes: 12:30, No: 13:00",
    "| SF | F | N | A | SA |\n|-|-|-|-|-|\n|  |  |  |  |  |",
    "| SF | F | N | A | SA |\n|-|-|-|-|-|\n| 3 | many | 1 | 0 | 2 |",
    "| SF | F | N | A | SA |",
    "| Team | Yes | No |\n|-|-|-|\n| Red | 3 | 4 |",
    "| Name | Number |\n|-|-|\n| Ada | 3 |\n| Bob | 4 |",
    "| Benchmark | Change |\n|-|-|\n| one | +1 |\n| two | -1 |",
    "```\nSF: 3, F: 5, N: 1, A: 0, SA: 2\n```",
    "> SF: 3, F: 5, N: 1, A: 0, SA: 2",
    "> Proposal: we adopt it\n> +1\n> +1",
    "#startvote Is it? Yes, No\n#endvote",
    "#vote Yes",
    "Shall we close?\n\nYes\n\nYes",
]


@pytest.mark.parametrize("text", TRAPS)
def test_it_is_not_a_vote(minutes: MinutesReader, text: str) -> None:
    assert votes(minutes, text) == []


# ── signs below a proposal ────────────────────────────────────────────────────


@pytest.mark.parametrize(
    "text",
    [
        "PROPOSED: we adopt it\n<ada> +1\n<bob> +1\n<eve> 0\n<tom> -1\nRESOLVED: we adopt it",
        "Proposal: we adopt it\n\n+1\n\n+1\n\n0\n\n-1\n\nWe go on.",
        "Proposal: we adopt it\nada: +1\nbob: +1\neve: 0\ntom: -1",
        "**Proposal:** we adopt it\n\n- +1 Ada\n- +1 Bob\n- 0 Eve\n- \N{MINUS SIGN}1 Tom (too slow)",
        "* Proposal: we adopt it\n  * Ada +1\n  * Bob +1\n  * Eve 0\n  * Tom -1",
        "Proposal: we adopt it\n+1 (Ada)\n+1, it is fine\n0\n-1: too slow",
        "12:01 <ada> PROPOSAL: we adopt it\n12:02 <ada> +1\n12:02 <bob> +1\n<eve> 0\n<tom> -1",
        "Motion: we adopt it\n\n+1\n\n+1\n\n0\n\n-1",
        "PROPOSED: we adopt it\n<ada> +1\n<bob> hm\n<bob> +1\n<eve> 0\n<tom> -1\n\nRESOLVED: go",
        "**Proposal**:\n\nwe adopt it\n\n+1\n\n+1\n\n0\n\n-1",
    ],
)
def test_signs_below_a_proposal(minutes: MinutesReader, text: str) -> None:
    assert votes(minutes, text) == [("we adopt it", [("+1", 2), ("0", 1), ("-1", 1)])]


# ── polls of a bot ────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("text", "counts"),
    [
        (
            "#startvote Is it? Yes, No, Abstain\n<ada> #vote Yes\n<bob> #vote no\n"
            "<bob> #vote yes\n<eve> #vote Maybe\n#endvote",
            [("Yes", 2), ("No", 0), ("Abstain", 0)],
        ),
        (
            "<ada> #startvote (Is it?) Yes, No\n<ada> #vote Yes\n<bob> #vote No\n<ada> #endvote\n"
            '<bot> Voted on "Is it?" Results are\n<bot> Yes (1): ada\n<bot> No (1): bob',
            [("Yes", 1), ("No", 1)],
        ),
        (
            "#startvote Is it?\n12:01 <ada> #vote yes\n12:02 <bob> #vote yes\n#endvote",
            [("Yes", 2), ("No", 0)],
        ),
        ('* *VOTE*: Voted on "Is it?" Results are, Yes: 5, No: 1', [("Yes", 5), ("No", 1)]),
    ],
)
def test_polls_of_a_bot(minutes: MinutesReader, text: str, counts: list[tuple[str, int]]) -> None:
    assert votes(minutes, text) == [("Is it?", counts)]


@pytest.mark.parametrize(
    ("preset", "text"),
    [
        ("hackmd", "SF: 3, F: 5, N: 1, A: 0, SA: 2"),
        ("w3c", "PROPOSED: we adopt it\n+1\n+1"),
        ("asf", "Vote: we adopt it\n+1\n+1"),
        ("meetbot", "#startvote Is it? Yes, No\n<ada> #vote Yes\n#endvote"),
    ],
)
def test_presets_read_their_votes(minutes: MinutesReader, preset: str, text: str) -> None:
    assert len(minutes.items(f"# Call\n\n{text}\n", Vote, preset)) == 1
