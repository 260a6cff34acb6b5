"""What participants say afterwards, without their name: forms, answers, charts."""
