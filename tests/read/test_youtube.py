from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sphinx.testing.restructuredtext import parse
from sphinx.testing.util import SphinxTestApp
from support.lists import one_by_one

from sphinxcontrib_meetings.nodes.placeholders import recording_time
from sphinxcontrib_meetings.nodes.player import player

EXTENSIONS = ["myst_parser", "support.players"]
ID = "dQw4w9WgXcQ"
WATCH = f"https://www.youtube.com/watch?v={ID}"


@pytest.fixture
def made(build):
    def make(files, extensions=EXTENSIONS, **settings):
        if isinstance(files, str):
            files = {"index.md": files}
        return build(files, conf={"extensions": extensions}, **settings)

    return make


MARKERS = {"md": "{youtube}", "rst": ":youtube:"}
#: the role in a line ─► address and text of its link
IN_A_LINE = {
    ID: (WATCH, WATCH),
    f"https://youtu.be/{ID} ": (WATCH, f"https://youtu.be/{ID}"),
    f"https://youtu.be/{ID}?t=1h2m3s": (f"{WATCH}&t=3723", f"https://youtu.be/{ID}?t=1h2m3s"),
    f"the demo <{ID}>": (WATCH, "the demo"),
    f"the demo <{ID}?t=754>": (f"{WATCH}&t=754", "the demo"),
    f"the demo <https://www.youtube.com/live/{ID}?t=754>": (f"{WATCH}&t=754", "the demo"),
}
WRONG = [
    "short",
    "https://vimeo.com/1",
    "the demo <https://example.org/x>",
    "javascript:alert(1)",
    "12:99",
    "https://youtu.be/",
    "<script>",
]


def with_roles(shared_build, suffix, roles):
    """Build a page for each of *roles*, where it is in a line."""
    pages = [f"Title\n=====\n\nSee {MARKERS[suffix]}`{role}` there.\n" for role in roles]
    files = one_by_one(pages, suffix)
    return shared_build(files, conf={"extensions": EXTENSIONS})


@pytest.mark.parametrize("role", IN_A_LINE)
@pytest.mark.parametrize("suffix", ["md", "rst"])
def test_in_a_line_the_role_is_a_link(shared_build, role, suffix):
    roles = [role.strip() if suffix == "rst" else role for role in IN_A_LINE]
    built = with_roles(shared_build, suffix, roles)
    page = built.seen(f"page{[*IN_A_LINE].index(role)}")
    link = page.find("a", class_="meetings-time")
    assert (link["href"], link.text) == IN_A_LINE[role]
    assert page.find("figure") is None
    assert built.warnings == []


@pytest.mark.parametrize("suffix", ["md", "rst"])
def test_alone_in_its_paragraph_it_is_the_player(made, suffix):
    marker = "{youtube}" if suffix == "md" else ":youtube:"
    built = made(
        {
            f"index.{suffix}": f"Before.\n\n{marker}`The demo <https://youtu.be/{ID}?t=12m34s>`"
            "\n\nAfter.\n"
        }
    )
    figure = built.seen("index").find("figure", class_="meetings-player")
    assert figure.a["href"] == f"{WATCH}&t=754"
    assert figure.select_one(".meetings-play-title").text == "The demo"
    assert figure.parent.name != "p"
    assert built.warnings == []


def test_in_a_list_it_is_a_player_but_not_in_a_table(made):
    table = f"\n| A | B |\n|---|---|\n| {{youtube}}`{ID}` | b |\n"
    page = made(f"- {{youtube}}`{ID}`\n{table}").page("index")
    assert [figure.parent.name for figure in page.find_all("figure")] == ["li"]
    assert page.select_one("td a.meetings-time")["href"] == WATCH


def test_a_label_still_leads_to_the_player(made):
    built = made({"index.rst": f"See :ref:`it <demo>`.\n\n.. _demo:\n\n:youtube:`{ID}`\n"})
    assert built.warnings == []
    figure = built.seen("index").find("figure")
    assert figure.get("id") == "demo" or figure.find_previous(id="demo").text == ""


@pytest.mark.parametrize("wrong", WRONG)
@pytest.mark.parametrize("suffix", ["md", "rst"])
def test_what_is_no_video_warns_with_its_line_and_is_shown(shared_build, wrong, suffix):
    built = with_roles(shared_build, suffix, WRONG)
    name = f"page{WRONG.index(wrong)}"
    assert len(built.warnings) == len(WRONG)
    (warning,) = (line for line in built.warnings if line.startswith(f"{name}."))
    assert warning.startswith(f"{name}.{suffix}:4: WARNING: ")
    assert warning.endswith("[meetings.video]")
    page = built.seen(name)
    assert f"See {wrong} there." in page.text
    assert page.find("a", class_="meetings-time") is None
    assert page.find("figure") is None


def test_a_bare_time_waits_for_the_recording(made):
    built = made("At {youtube}`12:34`, {youtube}`1:02:03` and {youtube}`the end <59:30>`.\n")
    tree = built.app.env.get_doctree("index")
    times = [(node["seconds"], node.astext()) for node in tree.findall(recording_time)]
    assert times == [(754, "12:34"), (3723, "1:02:03"), (3570, "the end")]
    assert "At 12:34, 1:02:03 and the end." in built.seen("index").text


DIRECTIVE = {
    "md": "```{{youtube}} {0}\n{1}```\n",
    "rst": ".. youtube:: {0}\n{1}",
}


def directive(suffix, target, **options):
    indent = "" if suffix == "md" else "   "
    lines = "".join(f"{indent}:{name}: {value}\n" for name, value in options.items())
    return {f"index.{suffix}": "Title\n=====\n\n" + DIRECTIVE[suffix].format(target, lines)}


@pytest.mark.parametrize("suffix", ["md", "rst"])
def test_directive(made, suffix):
    built = made(
        directive(
            suffix,
            f"https://youtu.be/{ID}?t=5",
            start="12:34",
            title="Demo",
            caption="The *demo*",
            width="60%",
        )
    )
    figure = built.seen("index").find("figure", class_="meetings-player")
    assert figure.a["href"] == f"{WATCH}&t=754"
    assert figure.select_one(".meetings-play-title").text == "Demo"
    assert figure.figcaption.em.text == "demo"
    assert figure["style"] == "width: 60%"
    assert built.warnings == []


@pytest.mark.parametrize("suffix", ["md", "rst"])
@pytest.mark.parametrize(
    ("options", "said"),
    [({"start": "soon"}, "'soon'"), ({"width": "wide; color: red"}, "'wide; color: red'")],
)
def test_option_that_cannot_be_read_is_left_out(made, suffix, options, said):
    built = made(directive(suffix, f"https://youtu.be/{ID}?t=5", **options))
    assert len(built.warnings) == 1
    assert said in built.warnings[0]
    assert built.warnings[0].startswith(f"index.{suffix}:4: ")
    figure = built.seen("index").find("figure")
    assert figure.a["href"] == f"{WATCH}&t=5"
    assert "style" not in figure.attrs


@pytest.mark.parametrize("suffix", ["md", "rst"])
def test_directive_with_what_is_no_video(made, suffix):
    built = made(directive(suffix, "https://vimeo.com/1"))
    assert len(built.warnings) == 1
    assert built.warnings[0].endswith("[meetings.video]")
    page = built.seen("index")
    assert page.find("figure") is None
    assert "https://vimeo.com/1" in page.text


@pytest.mark.parametrize("first", [True, False])
def test_another_extensions_directive_stays_theirs(made, first):
    pytest.importorskip("sphinxcontrib.youtube")
    others = ["sphinxcontrib.youtube"]
    extensions = [*others, *EXTENSIONS] if first else [*EXTENSIONS, *others]
    built = made(directive("rst", ID), extensions)
    assert built.warnings == []
    assert built.seen("index").find("figure", class_="meetings-player") is None
    assert built.seen("index").find("iframe") is not None
    role = made({"index.rst": f":youtube:`{ID}`\n"}, extensions)
    assert role.page("index").find("figure", class_="meetings-player") is not None
    assert role.warnings == []


@pytest.fixture(scope="module")
def app(tmp_path_factory):
    srcdir = tmp_path_factory.mktemp("roles")
    (srcdir / "conf.py").touch()
    app = SphinxTestApp("dummy", srcdir=srcdir, confoverrides={"extensions": ["support.players"]})
    yield app
    app.cleanup()


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.text(
        st.characters(blacklist_categories=["C", "Z"], blacklist_characters="`\\|*_"), min_size=1
    )
)
def test_the_role_never_loses_its_text(app, text):
    document = parse(app, f"a :youtube:`{text}` b\n")
    shown = document.astext()
    assert text in shown or any(document.findall(player))
