"""What we decide: `step` is the whole public face. Pure and synchronous; it knows no Telegram, no database, no clock."""
