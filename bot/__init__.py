"""What we do: Telegram, the database, the clock. `flows` decides; this package carries it out and loses nothing."""
