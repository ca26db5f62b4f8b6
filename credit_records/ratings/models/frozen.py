"""What the database itself holds of a rule set: it is whole before anyone reviews it, and stands still from then on."""

import pgtrigger

REFUSE = "USING ERRCODE = 'check_violation'"


class FrozenPart(pgtrigger.Trigger):
    """The parts of a rule set (dimensions, points, bands) change only while it is a draft, also in raw SQL."""

    name = "frozen_part"
    when = pgtrigger.Before
    operation = pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete

    def get_declare(self, model):
        return [("parent", "bigint"), ("parent_state", "text")]

    def get_func(self, model):
        # the parent's lock: who submits it and who edits its parts take turns
        return f"""
            FOREACH parent IN ARRAY CASE TG_OP WHEN 'INSERT' THEN ARRAY[NEW.rule_set_id] WHEN 'DELETE' THEN ARRAY[OLD.rule_set_id]
                                                ELSE ARRAY[OLD.rule_set_id, NEW.rule_set_id] END LOOP
                SELECT state INTO parent_state FROM credit_records_ratingruleset WHERE id = parent FOR SHARE;
                IF parent_state <> 'draft' THEN
                    RAISE EXCEPTION 'a rule set that is not a draft stands still' {REFUSE};
                END IF;
            END LOOP;
            IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
            RETURN NEW;
        """


class FrozenRuleSet(pgtrigger.Trigger):
    """A rule set that is not a draft: only its course goes on (state, who decided, the day on which its successor takes over)."""

    name = "frozen_rule_set"
    when = pgtrigger.Before
    operation = pgtrigger.Update | pgtrigger.Delete
    CONTENT = ("number", "title", "basis", "verification", "effective_from", "most_per_type", "edited_by_id", "edited_at")

    def get_func(self, model):
        old, new = (", ".join(f"{row}.{column}" for column in self.CONTENT) for row in ("OLD", "NEW"))
        return f"""
            IF OLD.state <> 'draft' AND (TG_OP = 'DELETE' OR ({old}) IS DISTINCT FROM ({new})
                                         OR OLD.effective_to IS NOT NULL AND OLD.effective_to IS DISTINCT FROM NEW.effective_to) THEN
                RAISE EXCEPTION 'a rule set that is not a draft stands still' {REFUSE};
            END IF;
            IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
            RETURN NEW;
        """


class WholeRuleSet(pgtrigger.Trigger):
    """What leaves the draft is whole: five dimensions that weigh 100 % together, points for whatever a record can be, bands from zero on."""

    name = "whole_rule_set"
    when = pgtrigger.Before
    operation = pgtrigger.UpdateOf("state")
    condition = pgtrigger.Q(old__state="draft", new__state="in_review")

    def get_func(self, model):
        return f"""
            IF (SELECT count(*) <> 5 OR sum(weight) <> 100 FROM credit_records_dimensionrule WHERE rule_set_id = NEW.id)
                OR (SELECT count(*) <> 4 FROM credit_records_pointrule WHERE rule_set_id = NEW.id AND type_id IS NULL)
                OR NOT EXISTS (SELECT FROM credit_records_decayband WHERE rule_set_id = NEW.id AND from_month = 0)
                OR NOT EXISTS (SELECT FROM credit_records_gradeband WHERE rule_set_id = NEW.id AND lowest = 0) THEN
                RAISE EXCEPTION 'the rule set is not whole' {REFUSE};
            END IF;
            RETURN NEW;
        """
