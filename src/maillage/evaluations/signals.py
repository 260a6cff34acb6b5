"""What happens here and matters above: the animation of a school is evaluated once its teacher answered."""

from django.dispatch import Signal

sheet_received = Signal()  # sheet
poll_asked = Signal()  # poll; who else is written to: {address: language}
