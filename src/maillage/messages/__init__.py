"""Mail and reminders, each sent once; consents by purpose, with their proof."""
