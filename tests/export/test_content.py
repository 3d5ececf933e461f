"""The HTML of feeds: plain elements, absolute addresses, every word."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree
from support.feeds import check_html

from sphinxcontrib_meetings.export.content import allowed, feed_html

PAGE = "https://notes.example/docs/meetings/call.html"


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<p class='first'>A <em id=x>b</em></p>", "<p>A <em>b</em></p>"),
        ("A &lt;b&gt; &amp; ]]> c", "A &lt;b&gt; &amp; ]]&gt; c"),
        # addresses
        ('<a href="#x">a</a>', f'<a href="{PAGE}#x">a</a>'),
        ('<a href="">a</a>', f'<a href="{PAGE}">a</a>'),
        ('<a href="b.html">a</a>', '<a href="https://notes.example/docs/meetings/b.html">a</a>'),
        ('<a href="../b/#x">a</a>', '<a href="https://notes.example/docs/b/#x">a</a>'),
        ('<a href="/b">a</a>', '<a href="https://notes.example/b">a</a>'),
        ('<a href="//b.example/c">a</a>', '<a href="https://b.example/c">a</a>'),
        ('<a href="?q=1&amp;r=2">a</a>', f'<a href="{PAGE}?q=1&amp;r=2">a</a>'),
        ('<a href="mailto:a@b.example">a</a>', '<a href="mailto:a@b.example">a</a>'),
        ('<a href="a b.html">a</a>', '<a href="https://notes.example/docs/meetings/a%20b.html">a</a>'),
        ('<img src="../_images/x.png" srcset="x 2x" alt="An x" width="3" />',
         '<img src="https://notes.example/docs/_images/x.png" alt="An x" width="3" />'),
        ("<img src='data:image/png;base64,aaaa' alt='x'>", '<img src="data:image/png;base64,aaaa" alt="x" />'),
        ("<blockquote cite='x'>a</blockquote>",
         '<blockquote cite="https://notes.example/docs/meetings/x">a</blockquote>'),
        ("<table background=x.png><tr><td colspan=2 background=y>a</table>",
         '<table><tr><td colspan="2">a</td></tr></table>'),
        # what runs
        ("<a href='javascript:go()'>a</a>", "<a>a</a>"),
        ("<a href='java&#10;script:go()'>a</a>", "<a>a</a>"),
        ("<a href='x&#10;y.html'>a</a>", '<a href="https://notes.example/docs/meetings/xy.html">a</a>'),
        ("<a href=' JavaScript:go()' onclick='go()'>a</a>", "<a>a</a>"),
        ("<img src='javascript:go()' alt='An image' onerror='go()'>", "An image"),
        ("a<script>b</script>c<style>d</style>e", "ace"),
        ("a<script src=x></script>b", "ab"),
        ("<form action=x><button formaction=y>Go</button></form>", "Go"),
        ("a<!-- b -->c<?d?>e", "ace"),
        # what plays
        ("<iframe src='https://v.example/1' title='Talk'>no</iframe>",
         '<a href="https://v.example/1">Talk</a>'),
        ("<video src='a.mp4' controls><a href='a.mp4'>a</a></video>b",
         '<a href="https://notes.example/docs/meetings/a.mp4">'
         "https://notes.example/docs/meetings/a.mp4</a>b"),
        ("a<audio></audio>b", "ab"),
        # what is of the page
        ('<h2>Part<a class="headerlink" href="#part">¶</a></h2>', "<h2>Part</h2>"),
        ('<pre><span class="linenos">1</span><span class="n">x</span></pre>', "<pre>x</pre>"),
        ('<table class="highlighttable"><tr><td class="linenos"><pre>1</pre></td><td>x</td></tr></table>',
         "<table><tr><td>x</td></tr></table>"),
        ("<svg class=icon><path d='x'/></svg> Done", "Done"),
        ("<section id=a><div class=b><x-y>c</x-y></div></section>", "<div>c</div>"),
        ('<input type="checkbox" checked disabled>a<input type=checkbox>b<input value=c>', "☑ a☐ b"),
        # what nobody has closed
        ("<p>a<p>b", "<p>a</p><p>b</p>"),
        ("<p>a<ul><li>b</ul>c", "<p>a</p><ul><li>b</li></ul>c"),
        ("<b>a<i>b</b>c</i>d", "<b>a<i>b</i></b>cd"),
        ("</div>a</p>", "a"),
        ("<br>a<br/>b<hr>", "<br />a<br />b<hr />"),
        ("a < b", "a &lt; b"),
        ("<time datetime='2024-01-02'>a</time>", '<time datetime="2024-01-02">a</time>'),
        ("<p dir=rtl lang=ar>a</p>", '<p dir="rtl" lang="ar">a</p>'),
    ],
)  # fmt: skip
def test_html(html: str, expected: str):
    found = feed_html(html, PAGE)
    assert found == expected
    check_html(found)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a\0b\x08c\x0bd\x1fe", "abcde"),
        ("a\r\nb\rc\nd\te", "a\nb\nc\nd\te"),
        ("a\ud800b\ufffec\uffffd", "abcd"),
        ("\u202eabc \u00a0\x7f\x85 \U0001f600", "\u202eabc \u00a0\x7f\x85 \U0001f600"),
    ],
)
def test_characters(text: str, expected: str):
    assert allowed(text) == expected


@given(st.text(st.characters()))
def test_any_text_is_xml(text: str):
    found = allowed(text)
    assert etree.fromstring(etree.tostring(_element(found))).text == (found or None)
    assert allowed(found) == found


def _element(text: str) -> etree._Element:
    node = etree.Element("x")
    node.text = text
    return node


WORDS = st.sampled_from(
    [
        *("a", "<p>", "</p>", "<b", ">", "<a href='x'>", "</a>", "<script>", "</script>", "]]>"),
        *("&amp;", "<!--", "-->", "&#0;", "&#xD;", "\0", "<video src=x>", "</video>", "'", '"'),
        *("<img src=#>", "<td class=linenos>", "</td>", "<p onclick='x'", "<svg/>", "<![CDATA["),
        "<a href='javascript:x'>",
    ]
)


@given(st.lists(WORDS, max_size=30).map("".join))
def test_any_html_becomes_sound(html: str):
    found = feed_html(html, PAGE)
    check_html(found)
    assert feed_html(found, "https://other.example/") == found


def test_it_is_linear():
    # each end looks for its start among those that are open
    many = "<b>" * 20_000 + "</i>" * 20_000
    assert len(re.findall("</b>", feed_html(many, PAGE))) == 20_000
