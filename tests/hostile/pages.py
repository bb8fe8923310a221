"""HTML and XHTML: nesting, entities, attributes and tables without end, encodings that lie, and what is cut short."""

from hostile.case import Case, Content, cases

_NESTED = [
    "div",
    "b",
    "a",
    "font",
    "p",
    "ul",
    "ol",
    "dl",
    "blockquote",
    "sup",
    "q",
    "pre",
    "table",
    "select",
    "form",
    "button",
    "svg",
    "math",
    "template",
    "iframe",
    "h1",
    "nobr",
]
_BODY = (
    b"<!doctype html><meta charset=utf-8><h1>A title</h1><p>Some words, <b>bold</b>.</p><table><tr><td>1<td>2</table>"
)


def _deep(tag: str, depth: int = 20_000) -> bytes:
    inner = {"table": "<tr><td>", "ul": "<li>", "ol": "<li>", "dl": "<dd>", "select": "<option>"}.get(tag, "")
    return ("<p>Words.</p>" + f"<{tag}>{inner}" * depth + "deep").encode()


DEEP: dict[str, Content] = {f"<{tag}> within <{tag}>": _deep(tag) for tag in _NESTED}
DEEP["tags that are closed crosswise"] = b"<b><i><a>" * 10_000 + b"</b></i></a>" * 10_000 + b"words"
DEEP["five hundred levels"] = b"<div>" * 500 + b"words"
DEEP["closed and never opened"] = b"</div></p></table>" * 20_000 + b"words"

TRICKS: dict[str, Content] = {
    "attributes without end": b"<p " + b" ".join(b"a%d=1" % n for n in range(20_000)) + b">text",
    "an attribute of a megabyte": b"<p title='" + b"x" * 1_000_000 + b"'>text",
    "a tag name of a megabyte": b"<p>text</p><" + b"x" * 1_000_000 + b">more",
    "a quote in a tag that does not end": b"<p>text<a href='" + b"x" * 100_000,
    "a comment that does not end": b"<p>text<!-- " + b"-" * 100_000,
    "comments within comments": b"<p>text" + b"<!--" * 20_000 + b"-->" * 20_000 + b"more",
    "a script that does not end": b"<p>text<script>" + b"</scrip" * 20_000,
    "a title of a megabyte": b"<title>" + b"word " * 200_000 + b"</title><p>text",
    "a heading of a megabyte": b"<h1>" + b"word " * 200_000 + b"</h1><p>text",
    "NULs": b"<p>te\x00xt <b\x00>more</b>",
    "numbers that are no characters": b"<p>&#0;&#x110000;&#xD800;&#xFFFFFFFFFF;&#-1;&#99999999999999999999; text",
    "numbers of control characters": b"<p>&#1;&#8;&#27;[2J&#127;&#x9b;&#x202e; text",
    "entities by the hundred thousand": b"<p>" + b"&amp;&lt;&eacute;&unknown;" * 25_000,
    "entities without an end": b"<p>&" + b"a" * 100_000 + b" &#" + b"1" * 100_000,
    "a cell over a million columns": b"<table><tr><th colspan=1000000>a<th>b<tr><td rowspan=99999999>c<td>d</table>",
    "cells over all rows and columns": b"<table>" + b"<tr><td colspan=100 rowspan=1000>a<td>b" * 100 + b"</table>",
    "spans that are no numbers": "<table><tr><td colspan=-1>a<td rowspan=٣>b<tr><td colspan=1e9>c<td>d</table>".encode(),
    "a row of ten thousand cells": b"<table><tr>" + b"<td>a" * 10_000 + b"</table>",
    "a table of ten thousand rows": b"<table>" + b"<tr><td>a<td>b" * 10_000 + b"</table>",
    "a list that begins at a billion": b"<ol start=999999999><li>a<li>b</ol><ol start=-5><li>c</ol>",
    "line breaks by the hundred thousand": b"<p>a" + b"<br>" * 100_000 + b"b",
    "empty paragraphs by the ten thousand": b"<p></p>" * 50_000 + b"text",
    "notes within notes": b"<p>text" + b"<sup><a href=#a>" * 100 + b"1" + b"</a></sup>" * 100,
    "styles of spaces": b"<p style='display" + b" " * 50_000 + b"x'>text" * 3,
    "a hundred encodings": b"<meta charset=x>" * 100 + b"<p>text",
    "an encoding that is for names": "<meta charset=idna><p>té..xt".encode(),
    "an encoding that fails": b"<meta charset=undefined><p>text",
    "an encoding that is for bytes": b"<meta charset=hex><p>text",
    "UTF-7": b"<meta charset=utf-7><p>+ADw-script+AD4-alert(1)+ADw-/script+AD4- text",
    "UTF-16 that is none": b"<meta charset=utf-16><p>text",
    "two encodings": b"<meta charset=utf-8><meta charset=koi8-r><p>t\xe9xt \xd0\x98",
    "a tag for the encoding that does not end": b"<meta " * 800 + b"charset",
    "a mark against the tag": b"\xff\xfe" + "<meta charset=utf-8><p>text".encode("utf-16-le"),
    "a picture in the text": b"<p>text<img src='data:image/png;base64," + b"QUFB" * 100_000 + b"'>",
    "conditional comments": b"<p>text<!--[if IE]><script>x</script><![endif]--><![if !IE]>more<![endif]>",
    "a frameset": b"<frameset><frame src=file:///etc/passwd></frameset><noframes>text</noframes>",
    "a base and an include": b"<base href=file:///etc/><link rel=import href=passwd><object data=passwd>text</object><p>x",
    "server-side includes": b'<!--#include file="/etc/passwd"--><?php system("id") ?><% x %><p>text',
    "refresh": b"<meta http-equiv=refresh content='0;url=file:///etc/passwd'><p>text",
    "HTML in HTML": _BODY * 500,
    "nothing but tags": b"<div><p></p></div>" * 100,
    "no tag at all": b"just words",
    "a PDF that says it is HTML": b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n1 0 obj",
    "a zip that says it is HTML": b"PK\x03\x04" + bytes(100),
    **{f"cut after {share} %": _BODY[: len(_BODY) * share // 100] for share in (10, 30, 50, 70, 90)},
}

_HEAD = '<?xml version="1.0"?>'
_NAMESPACES = " ".join(f'xmlns:n{n}="u{n}"' for n in range(1000))


def _strict(doctype: str, body: str = "<p>text &e;</p>", root: str = "html") -> bytes:
    return f"{_HEAD}<!DOCTYPE {root} {doctype}><html><body>{body}</body></html>".encode()


def laughs(levels: int = 10, times: int = 10) -> str:
    """The declarations of entities that grow to times ** levels characters."""
    names = [f"e{n}" for n in range(levels)]
    grown = ("<!ENTITY " + b + ' "' + f"&{a};" * times + '">' for a, b in zip(names, [*names[1:], "e"], strict=True))
    return f'[<!ENTITY e0 "ha">{"".join(grown)}]'


ENTITIES: dict[str, Content] = {
    "a billion laughs": _strict(laughs()),
    "an entity of a megabyte, a thousand times": _strict(
        '[<!ENTITY e "' + "a" * 1_000_000 + '">]', "<p>x" + "&e;" * 1000 + "</p>"
    ),
    "an entity that is itself": _strict('[<!ENTITY e "&e;">]'),
    "two entities in a circle": _strict('[<!ENTITY e "&f;"><!ENTITY f "&e;">]'),
    "laughs in an attribute": _strict(laughs(), '<p title="&e;">text</p>'),
    "parameter entities in a circle": _strict("[<!ENTITY % e '<!ENTITY &#37; f \"%e;\">'> %e; %f;]"),
    "parameter entities that grow": _strict(
        "[" + "".join(f"<!ENTITY % p{n} '" + f"%p{n - 1};" * 9 + "'>" for n in range(1, 9)) + "%p8;]"
    ),
    "a file as an entity": _strict('[<!ENTITY e SYSTEM "file:///etc/passwd">]'),
    "a device as an entity": _strict('[<!ENTITY e SYSTEM "file:///dev/zero">]'),
    "an address as an entity": _strict('[<!ENTITY e SYSTEM "http://127.0.0.1:9/x">]'),
    "a public entity": _strict('[<!ENTITY e PUBLIC "-//X" "file:///etc/hostname">]'),
    "a file as the DTD": _strict('SYSTEM "file:///etc/passwd"'),
    "an address as the DTD": _strict('PUBLIC "-//W3C//DTD XHTML 1.0 Strict//EN" "http://127.0.0.1:9/x.dtd"'),
    "a file as a parameter entity": _strict('[<!ENTITY % e SYSTEM "file:///etc/passwd"> %e;]'),
    "an unparsed entity": _strict('[<!NOTATION n SYSTEM "x"><!ENTITY e SYSTEM "file:///etc/passwd" NDATA n>]'),
    "XInclude": f'{_HEAD}<html xmlns:xi="http://www.w3.org/2001/XInclude"><body><p>text</p>'
    '<xi:include href="file:///etc/passwd" parse="text"/></body></html>'.encode(),
    "a stylesheet": f'{_HEAD}<?xml-stylesheet type="text/xsl" href="file:///etc/passwd"?><html><body>text</body></html>'.encode(),
    "a thousand namespaces": f"{_HEAD}<html {_NAMESPACES}><body>text</body></html>".encode(),
    "deep XHTML": f"{_HEAD}<html><body>{'<div>' * 20_000}text".encode(),
    "an encoding that is none": b'<?xml version="1.0" encoding="nonsense"?><html><body>text</body></html>',
    "an encoding with a quote in it": b'<?xml version="1.0" encoding="\'"?><html><body>text</body></html>',
    "a version that is none": b'<?xml version="9.9"?><html><body>text</body></html>',
    "CDATA that does not end": f"{_HEAD}<html><body><p>text</p><![CDATA[{'x]' * 10_000}".encode(),
    "no closing tag": f"{_HEAD}<html><body><p>text<p>more<br>".encode(),
    "two roots": f"{_HEAD}<html><body>text</body></html><html><body>more</body></html>".encode(),
    "names of the wrong kind": f"{_HEAD}<a:b:c 1='2' x><html><body>text".encode(),
}


def page_cases() -> list[Case]:
    """Every case of this module."""
    return [
        *cases("HTML nested deep", ".html", DEEP),
        *cases("HTML of other kinds", ".html", TRICKS),
        *cases("entities and XML", ".xhtml", ENTITIES),
        *cases(
            "HTML nested deep",
            ".html",
            {
                "tables within tables": b"<table><tr><td>" * 3000,
                "lists, a quarter of a million": b"<ul><li>x" * 250_000,
            },
            heavy=True,
        ),
    ]
