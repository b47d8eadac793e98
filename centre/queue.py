from audit.queue import EVERY_MINUTE, enqueue, ensure_schedules, schedule_every_minute  # noqa: F401
