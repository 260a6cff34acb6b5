"""Letters: text first, in the reader's language, nothing fetched from afar."""

import re

import pytest
from django.utils import translation

from maillage.messages import letters, outbox
from maillage.messages.models import Message

pytestmark = pytest.mark.django_db
CONFIRM = "messages/letters/confirm.txt"


def context():
    return {"link": "https://reseau.example/confirmer/x/", "purpose": "la lettre d’information & <suite>"}


def test_the_text_is_not_escaped_and_the_layout_is():
    letter = letters.render(CONFIRM, context(), "fr")
    assert "& <suite>" in letter.text
    assert "&amp; &lt;suite&gt;" in letter.html
    assert "<suite>" not in letter.html


def test_the_subject_is_the_first_line_alone():
    letter = letters.render(CONFIRM, context(), "fr")
    assert "confirmez votre adresse" in letter.subject
    assert "\n" not in letter.subject
    assert letter.text.startswith("Bonjour")


def test_an_address_alone_becomes_a_button():
    assert 'class="b" href="https://reseau.example/confirmer/x/"' in letters.render(CONFIRM, context(), "fr").html


@pytest.mark.parametrize(("language", "hello"), [("fr", "Bonjour,"), ("en", "Hello,"), ("es", "Hola:")])
def test_the_letter_speaks_the_language_of_its_reader(language, hello):
    with translation.override("fr"):
        letter = letters.render(CONFIRM, context(), language)
    assert letter.text.startswith(hello)
    assert f'lang="{language}"' in letter.html


def test_nothing_is_fetched_from_afar_and_nothing_runs():
    html = letters.render(CONFIRM, context(), "fr").html
    assert not re.search(r"<(img|script|link|iframe)|url\(|@import| on\w+=", html)


def test_paragraphs_lists_and_buttons():
    kinds = [block["kind"] for block in letters.blocks("Un\ndeux\n\n- a\n- b\n\nhttps://x.org/y\n\nFin https://x.org")]
    assert kinds == ["paragraph", "list", "button", "paragraph"]


def test_a_reminder_leaves_once():
    values = {"key": "rappel:1", "template": CONFIRM, "to": "a@exemple.org", "context": context(), "language": "en"}
    assert outbox.remind_once(**values)
    assert not outbox.remind_once(**values)
    message = Message.objects.get()
    assert (message.language, message.purpose) == ("en", "reminder")


def test_french_keeps_its_spaces_together():
    assert letters.compose("x", "Vraiment ? « Oui » :", "fr").text.startswith(
        "Vraiment\u00a0? «\u00a0Oui\u00a0»\u00a0:"
    )
    assert letters.compose("x", "Really ?", "en").text.startswith("Really ?")
