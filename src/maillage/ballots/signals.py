"""What rooms above listen to; each is sent inside the transaction of its verb with `question` and `by`."""

from django.dispatch import Signal

question_opened = Signal()
question_closed = Signal()
question_declared = Signal()
question_cancelled = Signal()
