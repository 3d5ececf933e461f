"""Transcripts: captions of every make, and text; no word is lost."""

from __future__ import annotations

import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from sphinxcontrib_meetings.model.transcript import Transcript, Turn
from sphinxcontrib_meetings.parse.captions import parse_captions
from sphinxcontrib_meetings.parse.speakers import parse_text, speaker_line

WEBVTT = """\
WEBVTT - a call
Kind: captions

STYLE
::cue { color: lime }

NOTE
a comment
of two lines

REGION
id:fred

intro
00:01.000 --> 00:02.500 line:0 position:20%
<v Ada Lovelace>Hello &amp; <b>welcome</b></v>

00:00:03.000 --> 00:00:04.000
<v.loud Ada Lovelace>to the call. <v Grace>If a < b and c > d,
NOTE this is said

00:00:04.000 --> 00:00:05.000
<v Grace>&lt;b&gt; is &quot;bold&quot;.
"""


def test_webvtt() -> None:
    transcript = parse_captions(WEBVTT)
    assert transcript.turns == (
        Turn("Ada Lovelace", 1.0, "Hello & welcome to the call."),
        Turn("Grace", 3.0, 'If a < b and c > d, NOTE this is said <b> is "bold".'),
    )
    assert transcript.problems == ()


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_line_ends_and_byte_order_mark(end: str, mark: str) -> None:
    assert parse_captions(mark + WEBVTT.replace("\n", end)) == parse_captions(WEBVTT)


SUBRIP = """\
1
00:00:01,000 --> 00:00:02,500
Ada Lovelace: <font color="red">Hello</font>

2
00:00:03,000 --> 00:00:04,000
{\\an8}2024
was: a year

3
00:00:05,000 --> 00:00:06,000
Grace: Yes: it was.
"""


def test_subrip_with_names_as_zoom_writes_them() -> None:
    assert parse_captions(SUBRIP).turns == (
        Turn("Ada Lovelace", 1.0, "Hello 2024 was: a year"),
        Turn("Grace", 5.0, "Yes: it was."),
    )
    assert parse_captions(SUBRIP).problems == ()


def test_subrip_as_tools_write_it() -> None:
    text = (
        "7\n00:00:01,000 --> 00:00:02,000 X1:10 X2:20\n<FONT COLOR=red><I>Hello</I></FONT>\n"
        "3\n00:00:03,000 --> 00:00:04,000\n42\n\n\n3 \n00:00:05,000 --> 00:00:06,000\nBye\n"
    )
    assert parse_captions(text) == Transcript((Turn("", 1.0, "Hello 42 Bye"),))
    # a line of blanks is no empty line, and the comma may be next to the arrow
    text = "1\n00:00:01,000-->00:00:02,000\nHello\n \n2\n00:00:03,000-->00:00:04,000\nBye\n"
    assert parse_captions(text) == Transcript((Turn("", 1.0, "Hello Bye"),))
    # in WebVTT it is what somebody says
    text = "WEBVTT\n\n00:01.000 --> 00:02.000\nOf\n7\n00:03.000 --> 00:04.000\nnine\n"
    assert parse_captions(text).turns == (Turn("", 1.0, "Of 7 nine"),)


def test_colons_make_no_names() -> None:
    text = "WEBVTT\n\n" + "".join(
        f"00:0{n}.000 --> 00:0{n}.900\n{words}\n\n"
        for n, words in enumerate(["Agenda: one", "we go on", "and here's the thing: it works"])
    )
    assert parse_captions(text).turns == (
        Turn("", 0.0, "Agenda: one we go on and here's the thing: it works"),
    )


def test_captions_that_roll_up_are_said_once() -> None:
    # as YouTube makes them: two lines, the first of which was there before
    said = ["so here is the plan", "yes", "yes", "we will do it"]
    cues, before = [], " "
    for number, line in enumerate(said):
        second = number * 4
        tagged = line.replace(" ", f"<00:00:{second:02}.500><c> ", 1)
        cues += [
            f"00:00:{second:02}.000 --> 00:00:{second + 3:02}.990 align:start position:0%",
            f"{before}\n{tagged}\n",
            f"00:00:{second + 3:02}.990 --> 00:00:{second + 4:02}.000 align:start position:0%",
            f"{line}\n \n",
        ]
        before = line
    transcript = parse_captions("WEBVTT\n\n" + "\n".join(cues))
    assert transcript.turns == (Turn("", 0.0, " ".join(said)),)
    assert transcript.problems == ()


#: automatic captions, as YouTube and tools that convert them write them
AUTOMATIC = """WEBVTT
Kind: captions

00:00:00.160 --> 00:00:02.389 align:start position:0%
{blank}
good<00:00:00.480><c> morning</c><00:00:01.000><c.colorE5E5E5> and</c>

00:00:02.389 --> 00:00:02.399 align:start position:0%
good morning and
{blank}

00:00:02.399 --> 00:00:05.000 align:start position:0%
good morning and
welcome<00:00:03.000><c> to</c><00:00:03.100><c> it.</c><00:00:03.100><c> Thanks.</c>

00:00:05.000 --> 00:00:05.010 align:start position:0%
welcome to it. Thanks.
{blank}

00:00:06.399 --> 00:00:09.000 align:start position:0%
welcome to it. Thanks.
Bye
""".replace("{blank}", " ")
AS_SUBRIP = """1
00:00:00,160 --> 00:00:02,389

good morning and

2
00:00:02,389 --> 00:00:02,399
good morning and


3
00:00:02,399 --> 00:00:05,000
good morning and
welcome to it. Thanks.

4
00:00:05,000 --> 00:00:05,010
welcome to it. Thanks.

5
00:00:05,010 --> 00:00:09,000
welcome to it. Thanks.
Bye
"""
GROWING = "".join(
    f"00:0{n}.000 --> 00:0{n + 1}.000\n{words}\n\n"
    for n, words in enumerate(
        [
            "good",
            "good morning",
            "good morning and",
            "good morning and\nwelcome to",
            "welcome to it. Thanks.",
            "welcome to it. Thanks.\nBye",
        ]
    )
)


@pytest.mark.parametrize(
    "text",
    [
        AUTOMATIC,
        re.sub(r"(?m)^ $", "", AUTOMATIC),
        AUTOMATIC.replace(" align:start position:0%", ""),
        re.sub(r"</?c[^>]*>", "", AUTOMATIC),
        re.sub(r"(?<=[0-9])\.(?=[0-9])", ",", AS_SUBRIP),
        AS_SUBRIP.replace("\n", "\r\n"),
        f"WEBVTT\n\n{GROWING}",
    ],
)
def test_automatic_captions_are_said_once(text: str) -> None:
    transcript = parse_captions(text)
    assert [turn.text for turn in transcript.turns] == [
        "good morning and welcome to it. Thanks. Bye"
    ]
    assert transcript.problems == ()


def test_a_single_line_of_automatic_captions_is_said_once() -> None:
    times = ["00:00.000 --> 00:01.990", "00:01.990 --> 00:02.000"]
    text = f"WEBVTT\n\n{times[0]}\nso<00:00:00.500><c> here</c>\n\n{times[1]}\nso here\n"
    assert parse_captions(text).turns == (Turn("", 0.0, "so here"),)


@pytest.mark.parametrize(
    ("cues", "turns"),
    [
        ([">> JANE DOE: Hello."], [("JANE DOE", "Hello.")]),
        (["&gt;&gt; JANE: Hello."], [("JANE", "Hello.")]),
        ([">> Jane Doe: Hi", "all.", ">> Bye."], [("Jane Doe", "Hi all."), ("", "Bye.")]),
        ([">> Hi.\n>> Bye."], [("", "Hi."), ("", "Bye.")]),
        (["Hi. >> JANE: Bye."], [("", "Hi."), ("JANE", "Bye.")]),
        ([">>> News.", ">>JANE: Now."], [("", "News."), ("JANE", "Now.")]),
        ([">> So: it works.", ">> Fine."], [("", "So: it works."), ("", "Fine.")]),
        ([">> Jo: a", ">> Jo: b"], [("Jo", "a"), ("Jo", "b")]),
        ([">> JO: a\nANA: b", ">> ANA: c"], [("JO", "a"), ("ANA", "b"), ("ANA", "c")]),
        (["write a >> b", "and c"], [("", "write a >> b and c")]),
        ([">> [laughs] Hi."], [("", "[laughs] Hi.")]),
    ],
)
def test_chevrons_start_turns(cues: list[str], turns: list[tuple[str, str]]) -> None:
    text = "".join(f"00:0{n}.000 --> 00:0{n}.900\n{cue}\n\n" for n, cue in enumerate(cues))
    transcript = parse_captions(f"WEBVTT\n\n{text}")
    assert [(turn.speaker, turn.text) for turn in transcript.turns] == turns
    assert transcript.problems == ()


SUBVIEWER = """0:00:01.000,0:00:04.000
Hello[br]there

0:00:04.000,0:00:05.500
>> ANA: 1,2,3

1:00:04.000,1:00:05.500
Bye, 10:00,11:00.
"""


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_subviewer(end: str) -> None:
    assert parse_captions(SUBVIEWER.replace("\n", end)) == Transcript(
        (
            Turn("", 1.0, "Hello there"),
            Turn("ANA", 4.0, "1,2,3"),
            Turn("ANA", 3604.0, "Bye, 10:00,11:00."),
        )
    )


def test_subviewer_with_a_wrong_time() -> None:
    transcript = parse_captions(SUBVIEWER + "\n0:77:06.000,0:00:07.000\nMore.\n")
    assert transcript.turns[-1].text == "Bye, 10:00,11:00. More."
    assert [problem.line for problem in transcript.problems] == [10]


@pytest.mark.parametrize("gap", ["  ", "   ", "\t", " \N{NO-BREAK SPACE}"])
def test_text_with_names_and_times(gap: str) -> None:
    text = f"Jane Doe{gap}0:03  \nHello everyone.\nSee 10:30.\n\nBo{gap}1:02:03\nFine.\n"
    assert parse_captions(text) == Transcript(
        (Turn("Jane Doe", 3, "Hello everyone. See 10:30."), Turn("Bo", 3723, "Fine."))
    )


def test_what_is_said_twice_stays() -> None:
    text = "WEBVTT\n\n" + "".join(
        f"00:0{n}.000 --> 00:0{n + 1}.000\n{words}\n\n"
        for n, words in enumerate(["Yes.", "Yes.", "Yes.", "No."])
    )
    assert parse_captions(text).turns == (Turn("", 0.0, "Yes. Yes. Yes. No."),)


def test_long_turns_go_on_in_new_ones() -> None:
    text = "WEBVTT\n\n" + "".join(
        f"00:{n:02}:00.000 --> 00:{n:02}:59.000\n<v Ada>{words}\n\n"
        for n, words in enumerate(["One.", "and", "and two.", "Three"])
    )
    assert parse_captions(text).turns == (
        Turn("Ada", 0.0, "One."),
        Turn("Ada", 60.0, "and and two."),
        Turn("Ada", 180.0, "Three"),
    )


@pytest.mark.parametrize(
    ("cue", "line", "message"),
    [
        ("00:77.000 --> 00:80.000\nlost", 6, "is not a valid time; use 00:01:02.500"),
        ("00:05 --> 00:06\nlost", 6, "is not a valid time; use 00:01:02.500"),
        ("--> 00:06.000\nlost", 6, "is not a valid time; use 00:01:02.500"),
        ("lost", 6, "'lost' has no time"),
        ("5\nlost", 6, "'5' has no time"),
        ("00:05.000 --> 00:06.000\n\nlost", 8, "'lost' has no time"),
    ],
)
def test_text_without_a_time_stays_where_it_was(cue: str, line: int, message: str) -> None:
    transcript = parse_captions(
        f"WEBVTT\n\n00:01.000 --> 00:02.000\n<v Ada>before\n\n{cue}\n\n"
        "00:09.000 --> 00:10.000\n<v Grace>after"
    )
    assert [turn.speaker for turn in transcript.turns] == ["Ada", "Grace"]
    assert transcript.turns[0].text.startswith("before")
    assert transcript.turns[0].text.endswith("lost")
    assert [problem.line for problem in transcript.problems] == [line]
    assert message in transcript.problems[0].message


def test_an_arrow_may_be_said() -> None:
    transcript = parse_captions("WEBVTT\n\n00:01.000 --> 00:02.000\nfrom a --> b\nand back")
    assert transcript.turns == (Turn("", None, "from a --> b and back"),)
    assert len(transcript.problems) == 1


def test_files_without_cues_are_text() -> None:
    transcript = parse_captions("Ada Lovelace: Hello\nGrace Hopper: Good morning,\nAda.\n")
    assert transcript.turns == (
        Turn("Ada Lovelace", None, "Hello"),
        Turn("Grace Hopper", None, "Good morning, Ada."),
    )
    assert "no cue" in transcript.problems[0].message
    for text in ("", "WEBVTT", "WEBVTT\n\nNOTE x\n", "\ufeff\n \n"):
        assert len(parse_captions(text).problems) == 1


words = st.text("abcdefgh ", min_size=1, max_size=20).map(str.strip).filter(bool)
speakers = st.sampled_from(["Ada Lovelace", "Grace", "Jos\N{LATIN SMALL LETTER E WITH ACUTE}"])


@given(st.lists(st.tuples(speakers, words), max_size=30), st.booleans())
def test_every_word_comes_back_with_its_speaker(
    said: list[tuple[str, str]], is_subrip: bool
) -> None:
    mark = "," if is_subrip else "."
    cues = [
        f"{n + 1}\n00:{n:02}:00{mark}000 --> 00:{n:02}:30{mark}000\n"
        + (f"{speaker}: {text}" if is_subrip else f"<v {speaker}>{text}</v>")
        for n, (speaker, text) in enumerate(said)
    ]
    transcript = parse_captions("\n\n".join(([] if is_subrip else ["WEBVTT"]) + cues))
    expected = [(speaker, word) for speaker, text in said for word in text.split()]
    assert [
        (turn.speaker, word) for turn in transcript.turns for word in turn.text.split()
    ] == expected
    assert bool(transcript.problems) == (not said)


lines = st.text("abc123:.,<>-\\{}&;v/ \t\x1f", max_size=20) | st.sampled_from(
    [
        "",
        "00:01.000 --> 00:02.000",
        "00:00:01,000 --> 00:00:02,000",
        "0:61.000 --> 00:02.000 line:0",
        "-->",
        "1",
        "</v>",
        "WORD",
        "<v Ada>WORD",
        "WORD a < b",
        "{\\an8}WORD --> <b>",
        "Ada: WORD",
        "\ufeff",
    ]
)


@given(st.lists(lines, max_size=30), st.sampled_from(["", "WEBVTT\n\n", "\ufeff"]))
@example(["a --> b", "00:01.000 --> 00:02.000", "WORD", "0 --> 1"], "WEBVTT\n\n")
@example(["00:01.000 --> 00:02.000", "00:01.000 --> 00:02.000", "WORD", "1", "WORD"], "")
@example(["00:01.000 --> 00:02.000", "", "WORD"], "WEBVTT\nhead\n")
def test_no_word_is_lost_whatever_the_file(rows: list[str], head: str) -> None:
    rows = [row.replace("WORD", f"word{number}") for number, row in enumerate(rows)]
    transcript = parse_captions(head + "\n".join(rows))
    found = " ".join(f"{turn.speaker} {turn.text}" for turn in transcript.turns)
    # what stands above a time is the name of a cue
    following_rows = [*rows[1:], ""]
    expected = [
        f"word{number}"
        for number, (row, following) in enumerate(zip(rows, following_rows, strict=False))
        if "word" in row and ("-->" not in following or "-->" in row)
    ]
    found_words = [word for word in re.findall(r"word[0-9]+", found) if word in expected]
    assert found_words == expected


@given(st.text())
@example("\x1b\x0c0")
def test_any_text_is_a_transcript(text: str) -> None:
    for transcript in (parse_captions(text), parse_captions(f"WEBVTT\n\n{text}")):
        assert all(turn.text == " ".join(turn.text.split()) for turn in transcript.turns)
        assert all(problem.message and problem.line >= 1 for problem in transcript.problems)
    parse_text(text)
    speaker_line(text)


@pytest.mark.parametrize(
    "text",
    [
        "<" * 200_000,
        "<v " * 100_000,
        "&" * 200_000,
        "{\\a" * 80_000,
        "0" * 200_000 + " --> ",
        "a --> b\n" * 5_000,
        "\n" * 200_000,
        "**a" * 80_000,
        "Ada " * 50_000,
        "[0:12](" * 40_000,
        "x\n" * 15_000,
        "00:01.000 --> 00:02.000\nx\n" * 3_000,
        "<v" + " " * 1_000_000,
        "**" + " " * 1_000_000,
        "**a" + " " * 1_000_000 + "x",
        "Ada" + " " * 1_000_000 + "x",
        "**Ada** [0:12]" + " " * 1_000_000 + "x",
        "Ada" + " \t" * 500_000 + ":x",
        "(" * 1_000_000,
    ],
)
def test_nothing_hangs(text: str) -> None:
    # what takes the square of the length would take hours
    parse_captions(f"WEBVTT\n\n00:01.000 --> 00:02.000\n{text}")
    parse_captions(text)
    speaker_line(text)
