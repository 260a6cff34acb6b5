"""What happens to many organisations at once and matters in the rooms above."""

from django.dispatch import Signal

# ids, withheld: their names or who sees them changed; `withheld` when nobody must find them from this commit on.
organisations_seen_differently = Signal()
