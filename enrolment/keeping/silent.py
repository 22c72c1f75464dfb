"""Fields that say nothing about a person, model by model; ``*`` for all. A new field is in here or in the table."""

NOT_PERSONAL = {
    "enrolment.Application": "reserve_rank emptied_at",
    "enrolment.Allocation": "*",  # by keys of places
    "enrolment.AllocationChange": "*",
    "enrolment.BankStatement": "*",
    "enrolment.Batch": "verb criteria asked_at due_at state",
    "enrolment.BatchItem": "*",
    "enrolment.BatchChange": "*",
    "enrolment.CardEvent": "key kind at",
    "enrolment.ChangeOfPlan": "*",
    "enrolment.FeedRenewal": "*",
    "enrolment.Incoming": "key state",
    "enrolment.Invoice": "year serial",
    "enrolment.InvoiceCounter": "*",
    "enrolment.InvoiceLine": "*",
    "enrolment.Reminder": "*",
    "enrolment.ReserveList": "*",
    "enrolment.ReserveListChange": "*",
    "enrolment.RoomCode": "*",
    "enrolment.SelectionPlan": "*",
    "enrolment.SponsorAnswer": "letter_sha256",
    "enrolment.SponsorRequest": "token_hash",
    "enrolment.Target": "*",
    "enrolment.Team": "number country language told_at",
    "enrolment.TeamMember": "*",
    "enrolment.Vacancy": "*",
}
