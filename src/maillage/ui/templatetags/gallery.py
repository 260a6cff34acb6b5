"""An example of the gallery: what it draws, then how it is written."""

from typing import Any

from django import template
from django.template.base import Node, NodeList, Parser, Token, TokenType
from django.utils.html import format_html
from django.utils.safestring import SafeString

register = template.Library()


class Example(Node):
    def __init__(self, anchor: str, title: Any, source: str, nodes: NodeList) -> None:
        self.anchor, self.title, self.source, self.nodelist = anchor, title, source, nodes

    def render(self, context: Any) -> SafeString:
        return format_html(
            '<section class="exemple" id="{}" aria-labelledby="{}-t"><h2 id="{}-t"><a href="#{}">{}</a></h2>'
            '<div class="dessin" lang="fr">{}</div><pre tabindex="0"><code>{}</code></pre></section>',
            self.anchor, self.anchor, self.anchor, self.anchor, self.title.resolve(context),
            self.nodelist.render(context), self.source,
        )  # fmt: skip


def written(parser: Parser) -> str:
    """The template's own text up to the end of the example."""
    text = ""
    for token in reversed(parser.tokens):
        if token.token_type == TokenType.BLOCK and token.contents == "endexample":
            break
        if token.token_type == TokenType.BLOCK:
            text += f"{{% {token.contents} %}}"
        elif token.token_type == TokenType.VAR:
            text += f"{{{{ {token.contents} }}}}"
        else:
            text += token.contents
    return text.strip()


@register.tag
def example(parser: Parser, token: Token) -> Example:
    """`{% example "anchor" _("Title") %}…{% endexample %}`."""
    _name, anchor, title = token.split_contents()
    source = written(parser)
    nodes = parser.parse(("endexample",))
    parser.delete_first_token()
    return Example(anchor.strip('"'), parser.compile_filter(title), source, nodes)
