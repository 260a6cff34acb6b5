"""Django's own mail (signing in, a second address…) goes through the same outbox."""

from collections.abc import Sequence

from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend
from django.utils.translation import get_language

from maillage.messages import letters, outbox
from maillage.messages.enums import MessagePurpose


class OutboxBackend(BaseEmailBackend):
    """Each recipient gets a row of their own; what opens a door is kept secret and erased once sent."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        return sum(self.keep(email) for email in email_messages)

    def keep(self, email: EmailMessage) -> bool:
        if email.attachments:
            raise ValueError("outbox: refer to a file with send(attachments=[…]), do not attach bytes")
        language = get_language() or "fr"
        html = next((body for body, kind in getattr(email, "alternatives", []) if kind == "text/html"), "")
        if not html:
            letter = letters.compose(email.subject, str(email.body), language)
            text, html = letter.text, letter.html
        else:
            text = str(email.body)
        kept = [
            outbox.send(to=to, subject=email.subject, text=text, html=html, purpose=MessagePurpose.ACCOUNT,
                        language=language, reply_to=email.reply_to[0] if email.reply_to else "")
            for to in email.recipients()
        ]  # fmt: skip
        return any(kept)
