"""Money, periods, territories, text, sheets, PDF: pure or nearly; and the registry where higher rooms plug in."""
