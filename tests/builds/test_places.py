"""Every role and directive of ours in every place where text may stand, through every builder."""

from __future__ import annotations

import html
import re

import pytest
from support.builds import Build, Built
from support.images import png

VIDEO = "https://youtu.be/dQw4w9WgXcQ"
SUFFIXES = {
    "html": ".html",
    "dirhtml": ".html",
    "singlehtml": ".html",
    "epub": ".xhtml",
    "json": ".fjson",
    "text": ".txt",
    "gettext": ".pot",
    "xml": ".xml",
    "pseudoxml": ".pseudoxml",
    "latex": ".tex",
    "man": ".1",
    "texinfo": ".texi",
    "linkcheck": ".json",
}
CONF = {
    "project": "places",
    "epub_copyright": "x",
    "epub_title": "Places",
    "version": "1",
    "html_copy_source": False,
    "linkcheck_ignore": [".*"],
    "man_pages": [("index", "places", "P", [], 1)],
    "numfig": True,
    "meetings_today": "2026-06-01",
    "myst_enable_extensions": ["colon_fence", "deflist"],
}

#: what is written in a line, in Markdown and in reStructuredText, and what is seen of it
MARKDOWN = {
    "time": "{youtube}`1:23`",
    "named": "{youtube}`then <2:34>`",
    "video": "{youtube}`clip <dQw4w9WgXcQ>`",
    "meeting": "{meeting:ref}`that <meetings/2026-01-08-other>`",
    "tag": "{meeting:tag}`topic <docs>`",
    "person": "{meeting:person}`friend <Ada Lovelace>`",
    "struck": "~~struck~~",
    "key": "<kbd>Esc</kbd>",
    "stop": "stop {/* truncate */}",
    "film": "film <video src='https://example.org/a.mp4'/>",
}
REST = {
    "time": ":youtube:`1:23`",
    "named": ":youtube:`then <2:34>`",
    "video": ":youtube:`clip <dQw4w9WgXcQ>`",
    "meeting": ":meeting:ref:`that <meetings/2026-01-08-other>`",
    "tag": ":meeting:tag:`topic <docs>`",
    "person": ":meeting:person:`friend <Ada Lovelace>`",
}
SEEN = {
    "time": "1:23",
    "named": "then",
    "video": "clip",
    "meeting": "that",
    "tag": "topic",
    "person": "friend",
    "struck": "struck",
    "key": "Esc",
    "stop": "stop",
    "film": "film",
}
#: those that write HTML, or what is like it
HTML = ("html", "dirhtml", "singlehtml", "epub", "json", "xml", "pseudoxml")
PLACES = ("Title", "Section", "Table", "Figure", "Box")
DIRECTIVES = {
    "youtube": "youtube} dQw4w9WgXcQ\n:caption: A *caption* with {youtube}`1:23` in it",
    "list": "meeting-list}",
    "calendar": "meeting-calendar}\n:month: 2026-01",
    "tags": "meeting-tags}",
    "people": "meeting-people}",
    "chapters": "chapters}\n0:10 One\n0:20 Two",
    "transcript": "transcript}\n**Ada** [0:12]: Hello.\n\n**Bo** [0:15]: Hi.",
}
OTHER = "---\ndate: 2026-01-08\ntags: [docs]\nauthors: [Ada Lovelace]\n---\n\n# Other\n\nText.\n"
FRONT = {True: f"---\nrecording: {VIDEO}\n---\n\n", False: ""}
FIELD = {True: f":recording: {VIDEO}\n\n", False: ""}


def indented(text: str, by: str = "    ") -> str:
    return "\n".join(by + line if line else "" for line in text.split("\n"))


def markdown(name: str, written: str) -> str:
    """A note with *written* in every place for text."""
    return f"""\
# Title of {name} {written}

Opening with {written} in it.

<!-- truncate -->

## Section of {name} {written}

Text[^1] and more.

<h2>Element of {name} {written}</h2>

| Head {written} |
|---|
| Cell {written} |

:::{{table}} Table of {name} {written}

| A |
|---|
| B |

:::

:::{{figure}} /img.png

Figure of {name} {written}

Legend {written}
:::

:::{{admonition}} Box of {name} {written}
Text {written}
:::

:::tip[Own box of {name} {written}]
Text {written}
:::

> Quote {written}

- Item {written}
  1. Deep {written}

Term {written}
: Definition {written}

[Link {written}](https://example.org)

[^1]: Footnote {written}

### Last of {name} {written}
"""


def rest(name: str, written: str) -> str:
    """The same in reStructuredText."""
    title = f"Title of {name} {written}"
    section = f"Section of {name} {written}"
    return f"""\
{title}
{"=" * len(title)}

Opening with {written} in it.

{section}
{"-" * len(section)}

Text [#]_ and more.

.. list-table:: Table of {name} {written}
   :header-rows: 1

   * - Head {written}
   * - Cell {written}

.. figure:: /img.png

   Figure of {name} {written}

   Legend {written}

.. admonition:: Box of {name} {written}

   Text {written}

.. glossary::

   {name} term {written}
      Definition {written}

:Field {written}: Value {written}

.. [#] Footnote {written}
"""


def blocks(name: str, written: str) -> str:
    """A note with a directive in every place for blocks."""
    fence = f"```{{{written}\n```"
    return f"""\
# Title of {name}

{fence}

<!-- truncate -->

## Section of {name}

{fence}

> Quote
>
{indented(fence, "> ")}

- Item

{indented(fence)}

Text[^1].

[^1]: Footnote

{indented(fence)}

::::{{note}}
{fence}
::::

::::{{list-table}}
* - Cell

{indented(fence)}
::::

::::{{figure}} /img.png

Caption

{fence}
::::

<details>
<summary>More</summary>

{fence}

</details>
"""


def make(built_before: Build, builder: str, recorded: bool) -> tuple[Built, Built]:
    """Return the build that has read the notes for all builders, and that of *builder*."""
    files = {"img.png": png(), "meetings/2026-01-08-other.md": OTHER}
    names = []
    for number, (name, written) in enumerate(MARKDOWN.items(), 1):
        names.append(f"meetings/2026-02-{number:02}-{name}")
        files[f"{names[-1]}.md"] = FRONT[recorded] + markdown(name, written)
    for number, (name, written) in enumerate(REST.items(), 1):
        names.append(f"meetings/2026-03-{number:02}-{name}")
        files[f"{names[-1]}.rst"] = FIELD[recorded] + rest(f"rest {name}", written)
    for number, (name, written) in enumerate(DIRECTIVES.items(), 1):
        names.append(f"meetings/2026-04-{number:02}-{name}")
        files[f"{names[-1]}.md"] = FRONT[recorded] + blocks(name, written)
    tree = "\n".join(["meetings/2026-01-08-other", *names])
    files["index.md"] = (
        "# Places\n\n```{meeting-list}\n:excerpt:\n```\n\n"
        f"```{{toctree}}\n:numbered:\n:maxdepth: 4\n{tree}\n```\n"
    )
    read = built_before(files, builder="dummy", conf=CONF)
    # that of gettext has versions of texts, and what others have read has none
    doctreedir = read.srcdir.with_name("versions" if builder == "gettext" else "doctrees")
    return read, read.again(
        builder=builder, outdir=read.outdir.with_name(builder), doctreedir=doctreedir
    )


#: addresses, commands and escapes of LaTeX, Texinfo and man, and what plain text has around words
MARKS = re.compile(
    r"\\DUrole\{[\w-]*\}|\\sphinxhref\{[^{}]*\}|\\hyperref\[[^]]*\]"
    r"|@footnote\{http[^{}]*\}|@uref\{[^{},]*,|@ref\{\w*,,|@[a-z]+(?=\{)"
    r"|\\X'tty: link[^']*'|\\%<[^<>]*>|\\%|\\f[BIPR]|^\.\w+|\\[A-Za-z]+|[{}\[\]*~`\"\\]",
    re.MULTILINE,
)


def shown(built: Built, builder: str) -> str:
    """All that the build wrote, without markup, and in lower case, since man writes in upper."""
    paths = sorted(built.outdir.rglob(f"*{SUFFIXES[builder]}"))
    text = "\n".join(path.read_text("utf-8") for path in paths)
    if builder in HTML:
        text = html.unescape(re.sub(r"</?[a-zA-Z][^<>]*>", "", text.replace(r"\n", " ")))
    else:
        text = MARKS.sub("", html.unescape(re.sub(r"</?[a-z_]+(?: [^<>]*)?>", "", text)))
    return " ".join(text.lower().split())


@pytest.mark.parametrize("recorded", [True, False])
@pytest.mark.parametrize("builder", SUFFIXES)
# the json builder's own
@pytest.mark.filterwarnings("ignore:'sphinxcontrib.serializinghtml")
def test_nothing_of_ours_reaches_a_writer_that_does_not_know_it(
    built_before: Build, builder: str, recorded: bool
):
    read, built = make(built_before, builder, recorded)
    expected = ("a second truncate marker",)
    if not recorded:
        expected += ("no recording",)
    warnings = [*read.warnings, *built.warnings]
    assert [w for w in warnings if not any(part in w for part in expected)] == []
    if builder in ("gettext", "linkcheck"):
        return
    text = shown(built, builder)
    lost = []
    for prefix, writings, places in (
        ("", MARKDOWN, (*PLACES, "Element", "Own box", "Last")),
        ("rest ", REST, PLACES),
    ):
        for name in writings:
            named = [f"{place} of {prefix}{name}" for place in places]
            for place in (*named, "Opening with", "Head", "Cell", "Footnote"):
                if f"{place} {SEEN[name]}".lower() not in text:
                    lost.append(f"{place} {SEEN[name]}")
    assert lost == []
    for name in ("recording_time", "truncate", "inline_element", "_placeholder", "<player"):
        assert name not in text
