"""The sums of a debt always balance: a deferred constraint trigger looks at the whole debt before the transaction is committed."""

import pgtrigger

CHECK = """
    SELECT d.principal, d.paid INTO owed FROM commitments_debt d WHERE d.id = {debt};
    IF NOT FOUND THEN
        RETURN NULL;
    END IF;
    SELECT COALESCE(SUM(i.amount), 0) AS amount, COALESCE(SUM(i.paid), 0) AS paid INTO parts
        FROM commitments_instalment i WHERE i.debt_id = {debt};
    IF parts.amount <> owed.principal THEN
        RAISE EXCEPTION 'the instalments of debt % make %, not its principal %', {debt}, parts.amount, owed.principal
            USING ERRCODE = 'check_violation', CONSTRAINT = 'debt_balanced';
    END IF;
    IF parts.paid <> owed.paid OR owed.paid <> (SELECT COALESCE(SUM(p.amount), 0) FROM commitments_payment p WHERE p.debt_id = {debt}) THEN
        RAISE EXCEPTION 'what was paid on debt % does not add up to %', {debt}, owed.paid
            USING ERRCODE = 'check_violation', CONSTRAINT = 'debt_balanced';
    END IF;
    IF EXISTS (
        SELECT 1 FROM commitments_instalment i LEFT JOIN commitments_allocation a ON a.instalment_id = i.id
        WHERE i.debt_id = {debt} GROUP BY i.id HAVING i.paid <> COALESCE(SUM(a.amount), 0)
    ) OR EXISTS (
        SELECT 1 FROM commitments_payment p LEFT JOIN commitments_allocation a ON a.payment_id = p.id
        WHERE p.debt_id = {debt} GROUP BY p.id HAVING p.amount <> COALESCE(SUM(a.amount), 0)
    ) THEN
        RAISE EXCEPTION 'a payment on debt % is not allocated to its instalments', {debt}
            USING ERRCODE = 'check_violation', CONSTRAINT = 'debt_balanced';
    END IF;
    RETURN NULL;
"""


def balanced(debt):
    """Class decorator of a table whose rows move the balance of a debt. `debt`: the column with its key, or an expression of {row}."""
    key = debt if "{row}" in debt else "{row}." + debt
    trigger = pgtrigger.Trigger(
        name="balanced",
        when=pgtrigger.After,
        operation=pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete,
        timing=pgtrigger.Deferred,
        declare=[("owed", "RECORD"), ("parts", "RECORD"), ("debt_key", "BIGINT")],
        func=f"""
    IF TG_OP = 'DELETE' THEN
        debt_key := {key.format(row="OLD")};
    ELSE
        debt_key := {key.format(row="NEW")};
    END IF;
{CHECK.format(debt="debt_key")}""",
    )
    return pgtrigger.register(trigger)
