"""Names that end an attribute where a theme, or Sphinx, does not escape them."""

from __future__ import annotations

import sys

import html5lib
import pytest
from support.builds import Build

from sphinxcontrib_meetings.write.unescaped import source_name

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such names")


@pytest.mark.parametrize("theme", ["furo", "alabaster", "sphinx_book_theme"])
@pytest.mark.filterwarnings("ignore::DeprecationWarning", "ignore::PendingDeprecationWarning")
def test_a_note_with_signs_of_html_in_its_name(build: Build, theme: str) -> None:
    pytest.importorskip(theme)
    name = '2024-01-01-a"b<i>'
    files = {f"meetings/{name}.md": "# A\n", "meetings/2024-01-02-it's.md": "# B\n"}
    built = build(files, conf={"html_theme": theme})
    (warning,) = [line for line in built.warnings if "[meetings." in line]
    assert warning == (
        f"meetings/{name}.md:1: WARNING: the name of this file contains '\"', which breaks links "
        "that themes make to it; rename the file [meetings.output]"
    )
    tree = html5lib.parse(built.text(f"meetings/{name}.html"), namespaceHTMLElements=False)
    sources = [a.get("href") for a in tree.iter("a") if "_sources/" in a.get("href", "")]
    assert sources
    for link in sources:
        assert link is not None
        assert (built.outdir / "meetings" / link).resolve().read_text("utf-8") == "# A\n"
    assert (built.outdir / "_sources/meetings").is_dir()
    # which goes with the note
    again = built.again({f"meetings/{name}.md": None})
    assert [path.name for path in (again.outdir / "_sources/meetings").iterdir()] == [
        f"2024-01-02-it's.md{'' if theme == 'sphinx_book_theme' else '.txt'}"
    ]


def test_source_name() -> None:
    assert source_name('a"<b>.md.txt') == "a-22--3c-b-3e-.md.txt"
    assert source_name("it's 1 & 2.md") == "it's 1 & 2.md"


@pytest.mark.parametrize("builder", ["html", "dirhtml", "latex", "texinfo", "epub"])
def test_indices_have_one_heading_for_signs(build: Build, builder: str) -> None:
    people = '[\'"Ada" Byron\', zoe, 5 Elements, "\U0001f680"]'
    note = f'---\nauthors: {people}\ntags: [".net", "&", "<b>", éa, zz]\n---\n# A\n'
    built = build(
        {"meetings/2024-01-01-a.md": note},
        builder=builder,
        conf={"version": "1", "copyright": "They", "latex_domain_indices": True},
    )
    domain = built.app.env.get_domain("meeting")
    headings = {
        index.name: [heading for heading, _ in index(domain).generate()[0]]
        for index in domain.indices
    }
    assert headings == {"tags": ["Z", "É", "Symbols"], "people": ["5", "Z", "Symbols"]}
    if builder == "html":
        page = built.page("meeting-people")
        jumps = [a["href"] for a in page.select(".modindex-jumpbox a")]
        assert jumps == ["#cap-5", "#cap-Z", "#cap-Symbols"]
        assert all(page.find(id=jump[1:]) for jump in jumps)
        codes = [*page.select("code.xref"), *built.page("meeting-tags").select("code.xref")]
        assert {'"Ada" Byron', "<b>"} <= {code.get_text() for code in codes}
