"""What is alive in a page is found, so that a page without any is one in which nothing is."""

from __future__ import annotations

import pytest
from support.payloads import alive


@pytest.mark.parametrize(
    "page",
    [
        "<p pwn1x=1>",
        "<p><pwn1x-a>",
        "<p><script>pwn1x()</script>",
        "<style>pwn1x</style>",
        "<a onclick='pwn1x()'>",
        "<a href='javascript:pwn1x()'>",
        "<a href=' java\tscript:pwn1x()'>",
        "<a href='&#106;avascript&colon;pwn1x()'>",
        "<a href='\x01VBScript:pwn1x()'>",
        "<svg><a xlink:href='javascript:pwn1x()'></a></svg>",
        "<img src='data:text/html,pwn1x'>",
        "<video poster='data:image/svg+xml,pwn1x'>",
        "<iframe srcdoc='pwn1x'></iframe>",
        "<p style='pwn1x'>",
        "<p><!-- pwn1x -->",
    ],
)
def test_what_is_alive_is_found(page: str) -> None:
    assert len(alive(page)) == 1


@pytest.mark.parametrize(
    "page",
    [
        "<p title='pwn1x' id='pwn1x' class='pwn1x'>pwn1x &lt;b pwn1x=1&gt;",
        "<a href='https://a.org/pwn1x'>",
        "<a href='pwn1x/javascript:a'>",
        "<a href='#pwn1x'>",
        '<script type="application/ld+json">{"a": "pwn1x"}</script>',
        "<a href='javascript:void 0'>",
    ],
)
def test_text_is_not_alive(page: str) -> None:
    assert alive(page) == []
