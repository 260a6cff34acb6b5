"""The screens of money, face by face."""
