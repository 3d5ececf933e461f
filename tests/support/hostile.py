"""Notes, fields, captions, names and addresses that nobody should write, made by chance."""

from __future__ import annotations

import contextlib
import random
import signal
from collections.abc import Callable, Iterator
from types import FrameType

#: what some part of the syntax stands for
_SIGNS = (
    *"\"'`<>{}[]()|\\/&#%@!?*_~^$=+-,.;: \n\t\0\r\x0b\x85\u2028\ufeff\u200d\u202e\ud800",
    *("\xe9", "\u4f1a", "\U0001f680", "e\u0301", "\u0661", "I\u0307", "\xdf", "\uff0e"),
)
_WORDS = (
    *("a", "Ada Lovelace", "2024-01-02", "0:12", "12:34:56", "5pm", "1e999", "0x1F", "null", "~"),
    *("true", "no", "-0", "1" * 40, "x" * 300, ".nan", "index", "CON", "__proto__", "constructor"),
    *("javascript:a()", "java\tscript:a()", "data:text/html,a", "//a.b", "mailto:", "http://[::1"),
    *("https://youtu.be/aqz-KE-bpKQ", "https://vimeo.com/1?h=../x", "a.mp4", "../../a.vtt"),
    *("<script>", "</script>", "<!--", "-->", "{{ a }}", "{% a %}", "]]>", "${a}", "%0a", "&lt;"),
    *(
        "!!python/name:os.system",
        "&a [*a]",
        "*a",
        "<<: *a",
        "? a",
        "|",
        ">-",
        "---",
        "...",
        "%TAG",
    ),
)
FIELDS = (
    *("title", "date", "time", "start", "end", "timezone", "duration", "authors", "author"),
    *("attendees", "chair", "scribe", "speakers", "guests", "regrets", "tags", "series", "slug"),
    *("recording", "video", "chapters", "transcript", "location", "status", "description"),
    *("image", "draft", "unlisted", "url", "links", "number", "keywords", "titel"),
)
_PERSON = ("name", "title", "url", "image_url", "email", "org", "socials", "aliases", "key", "x")


def text(chance: random.Random, longest: int = 6) -> str:
    """Return a text of signs and words."""
    parts = chance.choices(_SIGNS + _WORDS, k=chance.randrange(1, longest))
    return "".join(parts) * chance.choice((1, 1, 1, 1, 1, 2, 30))


def name(chance: random.Random) -> str:
    """Return the name of somebody, or a line of participants."""
    forms = (
        "{}",
        "{} ({})",
        "{} <{}@{}>",
        "[{}]({})",
        "@{}-{}",
        "{}, {}",
        "- {} / {}",
        "`{}` **{}**",
    )
    return _filled(chance, forms)


def address(chance: random.Random) -> str:
    """Return what may be a URL, or a path."""
    forms = (
        *("{}", "https://{}", "http://a.b/{}?{}#{}", "{}:{}", "//{}", "../{}", "mailto:{}@{}"),
        *("https://youtu.be/{}?t={}", "https://www.youtube.com/watch?v={}&list={}"),
        *("https://player.vimeo.com/video/{}", "https://a.b/w/{}", "{}.mp4#t={}", " {}\t{}"),
    )
    return _filled(chance, forms)


def front_matter(chance: random.Random) -> str:
    """Return front matter with a body."""
    rows = [_field(chance) for _ in range(chance.randrange(1, 7))]
    line_end = chance.choice(("\n", "\n", "\r\n", "\r"))
    closing = chance.choice(("---\n", "---\n", "---", "--- \n", "", "...\n"))
    return line_end.join(["---", *rows, closing, "# A", "", text(chance)])


def note(chance: random.Random) -> str:
    """Return a note: lines of Markdown, of HTML, and of the dialects."""
    forms = (
        *(
            "# {}",
            "## {} {{#{}}}",
            "{} {}",
            "- {}\n  - {}",
            "> {}",
            "[{}]({})",
            "![{}]({})",
            "`{}`",
        ),
        *(
            ":::{}[{}]",
            ":::",
            "```{}\n{}\n```",
            "<{}>",
            "</{}>",
            "<a {}='{}'>",
            "{{/* {} */}}",
            "{}",
        ),
        *("import {} from '{}'", "export const a = {}", "| {} | {} |\n|-|-|\n| {} |", "[^{}]: {}"),
        *("{{% {} %}}", "{{{{ {} }}}}", "{{: .{} #{}}}", '!!! {} "{}"\n    {}', "> [!{}]\n> {}"),
        *("<Tabs><TabItem value='{}'>{}</TabItem></Tabs>", "<video src='{}' poster='{}'/>"),
        *("{{youtube}}`{}`", "```{{meeting-list}}\n:tags: {}\n```", "```{{chapters}}\n{}\n```"),
        *('<iframe src="{}"></iframe>', "<!-- {} -->", "<!-- truncate -->", "**{}** [0:12]({})"),
    )
    lines = (_filled(chance, forms) for _ in range(chance.randrange(1, 9)))
    return chance.choice(("\n", "\n\n")).join(lines)


def captions(chance: random.Random) -> str:
    """Return what may be WebVTT, SubRip, or text."""
    forms = (
        *("{}", "00:00:0{}.000 --> 00:00:02.000\n{}", "00:01.000 --> 00:02.000\n<v {}>{}", "\n"),
        *(
            "1\n00:00:01,000 --> 00:00:02,000\n{}: {}",
            "NOTE {}",
            "STYLE\n{}",
            "{} --> {}",
            "<v {}",
        ),
        *("00:05.000 --> 00:01.000 {}\n<c.{}>{}</c>", "&{};{}", "{{\\{}}}", "**{}** [0:12]({})"),
    )
    blocks = (_filled(chance, forms) for _ in range(chance.randrange(9)))
    header = chance.choice(("WEBVTT\n\n", "WEBVTT - {}\n", "\ufeff", ""))
    return header + chance.choice(("\n\n", "\n", "\r\n")).join(blocks)


def _filled(chance: random.Random, forms: tuple[str, ...]) -> str:
    return chance.choice(forms).format(*(text(chance, 4) for _ in range(3)))


def _field(chance: random.Random) -> str:
    key = chance.choice(FIELDS) if chance.random() < 0.9 else text(chance)
    return f"{key}: {_value(chance)}"


def _value(chance: random.Random) -> str:
    make = chance.choice((_quoted, _plain, _listed, _people, _mapped))
    return make(chance)


def _quoted(chance: random.Random) -> str:
    return "'" + text(chance).replace("'", "''").replace("\n", " ") + "'"


def _plain(chance: random.Random) -> str:
    return chance.choice((text, name, address))(chance)


def _listed(chance: random.Random) -> str:
    return "[" + ", ".join(_quoted(chance) for _ in range(chance.randrange(4))) + "]"


def _people(chance: random.Random) -> str:
    entries = (f"{chance.choice(_PERSON)}: {_quoted(chance)}" for _ in range(3))
    return "\n  - " + "\n    ".join(entries)


def _mapped(chance: random.Random) -> str:
    return f"\n  {_quoted(chance)}: {_quoted(chance)}\n  {_plain(chance)}: {_listed(chance)}"


@contextlib.contextmanager
def time_limit(seconds: float, what: Callable[[], str]) -> Iterator[None]:
    """Raise an error that says *what* was read, if it takes longer than *seconds*."""

    def stop(number: int, frame: FrameType | None) -> None:
        raise AssertionError(f"not read within {seconds} s: {what()}")

    before = signal.signal(signal.SIGALRM, stop)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)
