"""Components, the style sheet, maps and charts drawn on the server, the gallery at /ui/."""
