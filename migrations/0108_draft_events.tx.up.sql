-- Throwing a draft away was recorded as the withdrawal of a role.
UPDATE events SET verb = 'discarded', object = 'course' WHERE verb = 'withdrawn' AND object = 'draft';
