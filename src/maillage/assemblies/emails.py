"""What the room writes to people: one function for each letter."""

from collections.abc import Iterable
from typing import Any

from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _
from django.utils.translation import override

from maillage.assemblies import words
from maillage.assemblies.models import Assembly, Notice, NoticeDelivery
from maillage.core.public import link
from maillage.messages import letters
from maillage.messages.outbox import Post

PURPOSE = "assemblies.notice"


def key_of(delivery: NoticeDelivery) -> str:
    return f"notice:{delivery.pk}"


def link_of(delivery: NoticeDelivery) -> str:
    """The address by which one reads the notice without signing in."""
    return link("assemblies:by_link", delivery.token)


def papers_of(notice: Notice) -> list[str]:
    """« Comptes (version 2, 340 Ko) », as they were joined."""
    return [_("%(title)s (version %(n)s, %(size)s)") % {
        "title": one["title"], "n": one["version"], "size": filesizeformat(one["size"])} for one in notice.papers]  # fmt: skip


def context_of(assembly: Assembly, notice: Notice, delivery: NoticeDelivery) -> dict[str, Any]:
    """What a notice says to one person, in the active language: the same by mail and by post."""
    lines = [f"{line['code']}. {line['title']}" for line in notice.agenda if int(line["depth"]) <= 2]
    return {
        "assembly": assembly, "kind": str(notice.kind), "standing": str(delivery.standing), "text": notice.text,
        "when": words.when(assembly), "where": words.where(assembly), "lines": lines, "papers": papers_of(notice),
        "comfort": words.comfort(assembly), "proxies": notice.proxy_form, "link": link_of(delivery),
        "general": assembly.is_general, "speak": assembly.supporters_speak, "second": assembly.second_of_id is not None,
    }  # fmt: skip


def posts(notice: Notice, deliveries: Iterable[NoticeDelivery]) -> list[Post]:
    """The notice to each, in their language."""
    found = []
    for one in deliveries:
        with override(one.language):
            context = context_of(notice.assembly, notice, one)
        letter = letters.render("assemblies/letters/notice.txt", context, one.language)
        found.append(Post(to=one.email, letter=letter, key=key_of(one), language=one.language, about=one))
    return found
