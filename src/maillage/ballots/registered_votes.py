"""What questions and votes give the house."""
