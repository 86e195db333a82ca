"""What every package uses: errors, language, text, dates, limits, plugins."""
