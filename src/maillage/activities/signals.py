"""What happens to an activity and matters in the rooms above (who is enrolled is told, a copy takes its places along).

Each is sent by the verb, inside its transaction; a receiver that writes to people does so on commit.
"""

from django.dispatch import Signal

activity_announced = Signal()  # activity, by
activity_changed = Signal()  # activity, by: what people were told is no longer so (title, price…)
activity_cancelled = Signal()  # activity, reason, by
activity_held = Signal()  # activity, by
activity_copied = Signal()  # origin, copy, parts (set of str), sessions ({origin id: copy}), by
session_changed = Signal()  # session, before ({field: value}), by: another time, place or link
session_cancelled = Signal()  # session, reason, by
