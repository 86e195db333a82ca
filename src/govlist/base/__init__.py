"""What every package uses: errors, language, text, dates, limits, the registry of plugins."""
