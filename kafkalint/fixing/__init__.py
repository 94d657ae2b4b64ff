"""From semantic changes to bytes on disk: lowered by the format, proved by reading again, written once."""
