"""What rooms above may listen to: each is sent with `assembly` and `by`."""

from django.dispatch import Signal

notice_sent = Signal()
assembly_opened = Signal()
assembly_closed = Signal()
