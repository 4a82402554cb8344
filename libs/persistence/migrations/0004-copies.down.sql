DROP TRIGGER tasks_drop_opinion_drafts ON tasks;
DROP FUNCTION drop_opinion_drafts();
DROP TABLE opinion_drafts, copies;
