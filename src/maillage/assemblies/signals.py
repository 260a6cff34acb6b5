"""What rooms above may listen to: each is sent with `assembly` and `by`."""

from django.dispatch import Signal

notice_sent = Signal()
assembly_opened = Signal()
assembly_closed = Signal()
second_made = Signal()  # also with `items`: {pk of an item of the first meeting: the same item of the second}
consent_adopted = Signal()  # also with `items`: the ids of those that the lot adopted
