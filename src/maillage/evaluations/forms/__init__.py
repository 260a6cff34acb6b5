"""What people type: answers, questionnaires, evaluations."""
