"""What says something: the text of a note, without its roll call, its labels and its links.

The opening of a note is what lists show of it. Texts are judged by their words, in English and
in some other languages; what is not certain to be empty talk says something.
"""

from __future__ import annotations

import enum
import re
from collections.abc import Iterable, Sequence

from sphinxcontrib_meetings.model.field import fields_of
from sphinxcontrib_meetings.model.meeting import Meeting
from sphinxcontrib_meetings.parse.date_text import find_dates
from sphinxcontrib_meetings.parse.date_words import ENGLISH, DateWords, folded
from sphinxcontrib_meetings.parse.labels import labels_recording, plain_label
from sphinxcontrib_meetings.parse.values import words_of

__all__ = [
    "About",
    "about",
    "are_people",
    "first_saying",
    "is_bare",
    "is_generic",
    "is_of_note",
    "line_says",
]


class About(enum.Enum):
    """What a label, or the title of a section, announces."""

    #: something that may be worth reading
    TOPICS = enum.auto()
    #: who was there, or who did what
    PEOPLE = enum.auto()
    #: when, where and how to join, or what to click
    DETAILS = enum.auto()


def _role_words() -> Iterable[str]:
    """Yield the words of the fields that have people."""
    for item in fields_of(Meeting):
        if item.role:
            for name in (item.name, *item.aliases):
                yield from plain_label(name).split()


#: words that say nothing by themselves, whatever they stand beside
_FILLERS = words_of(
    "a all an and are at by for from here how in is it list now of on or our s that the "
    "there this to was we were with your co mr ms github handle handles name names no nr "
    "number o optional username usernames affiliation affiliations organization "
    "organizations discord am au aux das de del della der des die du el en et für i il la "
    "le les lo los o os para per pour und van vom von y zur zum e и на по の"
)
#: they may be people or minutes, and are both with other words only
_VAGUE = words_of("minute minutes note notes in member members team person panel board guest room")
_PEOPLE = (
    frozenset(_role_words())
    | words_of(
        "absence absences absentee attended invited invitees members present quorum regret roll "
        "rollcall taker takers voting who remote remotely "
        "abwesend anwesend anwesende anwesenheit entschuldigt sitzungsleitung "
        "protokollant protokollantin protokollführer protokollführung teilnehmende teilnehmer "
        "teilnehmerinnen absents animateur présents présent excusés secrétaire "
        "asistentes asistencia ausentes participantes presentes moderador secretario "
        "ausente presenças assenti partecipanti presenti aanwezig aanwezigen afwezig "
        "присутствовали присутствующие участники отсутствовали председатель секретарь "
        "出席者 参加者 欠席者 司会 書記 出席 缺席 参会者 参会人员 与会者 主持人 记录人 "
        "참석자 불참자"
    )
) - {"in", "minute", "minutes", "note", "co"}
#: labels of what is not told in sentences, so that their values do not matter
_DETAILS = words_of(
    "date dates time times timezone tz when where location venue place address duration "
    "meeting-id id passcode password pin pwd phone dial dialin dials join joining rsvp register "
    "recording recordings invite invitation invitations irc hackmd etherpad "
    "datum uhrzeit zeit ort dauer wann wo aufzeichnung aufnahme heure lieu durée fecha hora lugar "
    "grabación luogo ora registrazione gravação tijd plaats дата время место запись "
    "日時 日付 時間 場所 录像 日期 时间 地点 날짜 시간 장소"
)
#: labels whose values count where they say something themselves
_WEAK = words_of(
    "zoom webex teams jitsi meet google youtube vimeo bigbluebutton bbb link links url video "
    "videos chat channel slack matrix discord calendar ics doc docs document slides deck "
    "transcript livestream stream playlist pad host hashtag next previous last "
    "meeting agenda agendas minutes notes call conference info information logistics details "
    "page pages wiki access"
)
#: words of titles that say no more than that this is about a meeting
_GENERIC = words_of(
    "meeting meetings minute minutes note notes agenda agendas call calls content contents table "
    "toc topic topics item items outline summary overview discussion discussions introduction "
    "introductions intro welcome updates update announcements log record records report protocol "
    "community committee council board group groups working wg sig steering team teams tsc tac "
    "weekly biweekly bi daily fortnightly monthly bimonthly quarterly yearly annual regular "
    "general public open online virtual ordinary extraordinary session sessions sync standup "
    "teleconference telecon telcon conference video meetup town hall office hours "
    "draft proposed approved final tbd tbc todo tba none na nothing nil empty aob other business "
    "utc gmt et est edt pt pst pdt cet cest bst ist "
    "protokoll protokolle tagesordnung besprechung sitzung treffen inhalt inhaltsverzeichnis "
    "notizen themen gesprächsnotizen ergebnisprotokoll ordre jour compte rendu réunion procès "
    "verbal sommaire acta actas minuta orden día reunión agenda notas índice contenido ata pauta "
    "reunião sumário verbale riunione ordine giorno indice notulen vergadering inhoud "
    "протокол повестка дня встреча заседание заметки содержание "
    "議事録 議題 会議 会議録 目次 会议纪要 会议记录 会议 议程 目录 회의록 회의 안건 목차"
)
#: those of them that say who met, or which meeting of many it was
_GROUPS = words_of(
    "aob board business committee community council daily extraordinary general group groups hall "
    "hours office ordinary other public sig standup steering sync tac team teams town tsc wg "
    "working weekly biweekly bi fortnightly monthly bimonthly quarterly yearly annual regular "
    "meetup conference"
)
#: titles of sections that belong to every meeting
_FORMALITIES = words_of(
    "antitrust anti trust policy notice code conduct ground rules housekeeping legal rechtliches"
)
_CONTENTS = words_of(
    "contents content toc inhalt inhaltsverzeichnis sommaire índice indice sumário inhoud "
    "содержание 目次 目录 목차"
)
#: words that make a line with a date a title
_OF_TITLES = _GENERIC - words_of("open other general public")

_LONGEST_LABEL = 60
_LABEL = re.compile(
    r"\A(?P<label>[^:\uff1a\n]{1,80})[:\uff1a](?!//|(?<=[0-9]:)[0-9])(?P<value>.*)\Z", re.DOTALL
)
_DASHED = re.compile(r"\A(?P<label>[^:\n]{1,60}?) [-\u2013\u2014] (?P<value>.*)\Z", re.DOTALL)
_URL = re.compile(r"<?(?:https?://|www\.|mailto:)[^\s<>]*>?")
_CLOCK = re.compile(
    r"\b[0-9]{1,2}(?:(?:[:.h][0-9]{2})(?:[:.][0-9]{2})?\s?(?:[ap]m\b)?|\s?[ap]m\b)", re.I
)
_WORD = re.compile(r"[^\W_]+")
_NUMBER = re.compile(r"[0-9]+(?:st|nd|rd|th|h)?|[a-z]")
#: sentences about the page itself
_ABOUT_ITSELF = re.compile(
    r"\A(?:this|these|the)\s(?:meeting(?:'s|\u2019s)?\s|call\s)?"
    r"(?:agenda|call|document|meeting|minutes|notes|page|pad|recording|video)\s"
    r"(?:can|could|is|are|was|were|will|may|have|has|should)\s"
    r"(?:(?:also|be|been|being|not|now)\s){0,3}"
    r"(?:approved|archived|available|edited|found|generated|hosted|kept|maintained|open|posted|"
    r"published|recorded|stored|taken|updated|viewed|watched|written)\b",
    re.IGNORECASE,
)
#: what templates ask of their readers
_REQUEST = re.compile(
    r"\A(?:please\s)?(?:add|enter|put|sign|write)\s(?:your|yourself|yourselves|in\s)"
    r"|\Aplease\s(?:add|enter|fill|put|sign|write)\b"
    r"|\Aif\syou\s(?:would\slike|want|wish)\sto\s(?:add|attend|join|participate|propose|put)\b"
    r"|\A(?:please\s)?(?:join|dial|click|connect)\s(?:\w+\s){0,3}"
    r"(?:zoom|teams|webex|meet|jitsi|here|bbb|link)\b",
    re.IGNORECASE,
)
_NONE = re.compile(r"(?:none|nothing|nobody|no one)(?:\s\w+){0,3}[.!]?", re.IGNORECASE)
#: how words begin that are often misspelled, and always about people
_STEMS = ("attend", "particip", "apolog")
#: what stands after a name
_BESIDE = re.compile(r"\s*[(/<@\[,|\u2013\u2014:`]|\s-\s")
#: those of them that only stand after the name or the handle of a person
_SIGNS = frozenset("(/<@`")
_PARTICLES = words_of("al bin da de del della der di dos du el la le st van von y zu")
_MOST_NAMES = 5
#: words in what may follow labelled lines, as it is no more than the rest of a value otherwise
_SHORTEST = 4
_SHORT_LABEL = 6
_SENTENCE_ENDS = (".", "!", "?", "\u3002")


def about(label: str) -> About:
    """Return what *label*, or the title of a section, announces.

    >>> about("Attendees (12)"), about("Zoom link"), about("Release")
    (<About.PEOPLE: 2>, <About.DETAILS: 3>, <About.TOPICS: 1>)
    """
    words = _label_words(label)
    told = words - _FILLERS
    if not told or len(label) > _LONGEST_LABEL:
        return About.TOPICS
    if told & _PEOPLE and told <= _PEOPLE | _VAGUE | _GENERIC:
        return About.PEOPLE
    if told & (_DETAILS | _CONTENTS) and told <= _DETAILS | _WEAK | _GENERIC | _CONTENTS:
        return About.DETAILS
    is_formal = len(told & _FORMALITIES) > 1 or bool(told & {"antitrust", "housekeeping"})
    is_weak = told <= _WEAK and bool(told - _GENERIC)
    if labels_recording(label) or (is_formal and told <= _FORMALITIES | _GENERIC) or is_weak:
        return About.DETAILS
    return About.TOPICS


def _label_words(text: str) -> frozenset[str]:
    words = (word for word in plain_label(text).split() if not _NUMBER.fullmatch(word))
    return frozenset("attendees" if word.startswith(_STEMS) else word for word in words)


def is_generic(text: str, words: DateWords = ENGLISH) -> bool:
    """Whether *text* says no more than that it is about a meeting, and when that was.

    >>> is_generic("Meeting notes, May 6, 2026"), is_generic("Notes on the release")
    (True, False)
    """
    return _generic_words(_undated(text, words), words) <= _GENERIC | _CONTENTS | _FILLERS


def is_bare(title: str, words: DateWords = ENGLISH) -> bool:
    """Whether *title* could be that of any note: not even who met is in it.

    >>> is_bare("Meeting Minutes"), is_bare("2026-05-06"), is_bare("Meeting 12"), is_bare("A")
    (True, True, False, False)
    """
    left = set(plain_label(_undated(title, words)).split()) - words.weekdays.keys()
    told = left - _FILLERS
    if not told:
        return not left and bool(_WORD.search(title))
    return told <= _PEOPLE | _VAGUE | (_GENERIC | _CONTENTS) - _GROUPS


def is_of_note(title: str) -> bool:
    """Whether the bare *title* says what the note is, such as an agenda; a roll call is none."""
    told = _label_words(title) - _FILLERS
    return bool(told & _GENERIC) and about(title) is About.TOPICS


def _generic_words(text: str, words: DateWords) -> frozenset[str]:
    known = words.months.keys() | words.weekdays.keys()
    return frozenset(word for word in _label_words(text) if folded(word) not in known)


def _undated(text: str, words: DateWords) -> str:
    """Return *text* without dates, times of day and URLs."""
    text = _CLOCK.sub(" ", _URL.sub(" ", text))
    for start, end in reversed(_spans(text, words)):
        text = f"{text[:start]} {text[end:]}"
    return text


def _spans(text: str, words: DateWords) -> list[tuple[int, int]]:
    try:
        return [(span.start, span.end) for span in find_dates(text, words, 2000)]
    except ValueError:
        return []


def line_says(text: str, words: DateWords = ENGLISH) -> bool:
    """Whether one line, or one item of a list, says something."""
    text = " ".join(text.split())
    is_sentence = text.endswith(_SENTENCE_ENDS) and len(text.split()) > _SHORTEST
    if not _WORD.search(_URL.sub("", text)) or (is_generic(text, words) and not is_sentence):
        return False
    if _is_template(text) or _is_label_alone(text):
        return False
    if about(text) is not About.TOPICS:
        return False
    label, value = _labelled(text)
    if label:
        subject = about(label)
        told = _label_words(label) - _FILLERS
        is_weak = bool(told) and told <= _WEAK | _GENERIC
        if subject is About.PEOPLE or (subject is About.DETAILS and not is_weak):
            return False
        if is_weak and (not line_says(value, words) or _is_name(value)):
            return False
    return not (_is_headline(text, words) or _are_names(text))


def _is_template(text: str) -> bool:
    """Whether *text* explains how to fill in a template, or is what stands in one."""
    if (text.startswith("(") and text.endswith(")")) or _NONE.fullmatch(text):
        return True
    return bool(_ABOUT_ITSELF.match(text) or _REQUEST.match(text))


def _is_label_alone(text: str) -> bool:
    """Whether *text* only announces what follows: ``From last week:``."""
    return text.endswith((":", "\uff1a")) and len(text.split()) <= _SHORT_LABEL


def _labelled(text: str) -> tuple[str, str]:
    """Return the label of *text* and what follows it, if it has one."""
    match = _LABEL.match(text)
    if match is None and (dashed := _DASHED.match(text)):
        match = dashed if about(dashed["label"]) is not About.TOPICS else None
    return (match["label"].strip(), match["value"].strip()) if match else ("", "")


def _is_headline(text: str, words: DateWords) -> bool:
    """Whether *text* is a title in the place of one: ``Board meeting, May 6, 2026``."""
    if text.endswith(_SENTENCE_ENDS) or not _spans(text, words):
        return False
    left = _label_words(_undated(text, words))
    return len(left) <= 7 and bool(left & (_OF_TITLES))


def first_saying(lines: Sequence[str], words: DateWords = ENGLISH) -> int:
    """Return the index of the line with which a paragraph begins to say something.

    It is the number of *lines* if nothing says something. What precedes it are labelled lines
    and URLs; a roll call may be wrapped.
    """
    start, is_roll = 0, False
    for line in map(str.strip, lines):
        label, _ = _labelled(line)
        if label and line_says(line, words):
            break
        if label:
            is_roll = about(label) is About.PEOPLE
        elif _WORD.search(_URL.sub("", line)) and not (is_roll and _all_names(line)):
            break
        start += 1
    rest = " ".join(" ".join(lines[start:]).split())
    is_rest = start > 0 and len(rest.split()) < _SHORTEST and not rest.endswith(_SENTENCE_ENDS)
    if is_rest or are_people(lines[start:]) or not line_says(rest, words):
        return len(lines)
    return start


def are_people(items: Sequence[str], *, expected: bool = False) -> bool:
    """Whether *items* are those of a roll call.

    Unless it is *expected*, names need something beside them that topics rarely have.
    """
    items = [item for item in items if item.strip()]
    if not items or not all(map(_all_names if expected else _is_name, items)):
        return False
    marked = [item for item in items if re.search(r"[@/(]", item)]
    return expected or (len(items) > 1 and 2 * len(marked) >= len(items))


def _all_names(line: str) -> bool:
    return all(_is_name(part) for part in re.split(r"[,;&]| and ", line) if part.strip())


def _are_names(text: str) -> bool:
    """Whether *text* is at least three names and surnames, and nothing else."""
    parts = [part for part in re.split(r"[,;]", text) if part.strip()]
    return len(parts) > 2 and not text.endswith(_SENTENCE_ENDS) and all(map(_is_full_name, parts))


def _is_full_name(text: str) -> bool:
    return len(text.split()) in {2, 3} and _is_name(text)


def _is_name(text: str) -> bool:
    text = text.strip(" *+-\u2022\t")
    if text.startswith("@"):
        return " " not in text
    found = _BESIDE.search(text)
    name = text[: found.start()] if found else text
    words = name.replace(".", ". ").split()
    if not words or len(words) > _MOST_NAMES or name.endswith(("!", "?")):
        return False
    plain = plain_label(name).split()
    if not _GENERIC.isdisjoint(plain) or any(character.isdigit() for character in name):
        return False
    return all(word in _PARTICLES or not word[0].islower() for word in words) or (
        found is not None and len(words) == 1 and found.group().strip() in _SIGNS
    )
