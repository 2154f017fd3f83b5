"""Views for people who look into the store with other programs: names for ids, words beside their characters. No code reads them.

The same SQL for SQLite and PostgreSQL. A changed view needs a migration that drops and makes it.
"""

VIEWS: dict[str, str] = {
    # who said what, where: a row a quotation and speaker; a quotation whose speaker is no actor has one row with its printed words
    "who_said_what": """
        SELECT actors.name AS speaker, quotations.speaker AS speaker_as_printed, quotations.cue, quotations.content,
               reports.outlet, reports.published_from AS day, reports.title AS report_title, reports.url,
               story_reports.story_id, quotations.report_id, quotations."start", quotations."end", quotations.id AS quotation_id,
               actors.id AS actor_id
        FROM quotations
        JOIN reports ON reports.id = quotations.report_id
        LEFT JOIN story_reports ON story_reports.report_id = quotations.report_id
        LEFT JOIN quotation_speakers ON quotation_speakers.report_id = quotations.report_id
             AND quotation_speakers.quotation_id = quotations.id
        LEFT JOIN actor_members ON actor_members.report_id = quotation_speakers.report_id
             AND actor_members.entity_id = quotation_speakers.entity_id
        LEFT JOIN actors ON actors.id = actor_members.actor_id""",
    # what is claimed, by whom, in which words: a row an account of a claim
    "who_tells_what": """
        SELECT claims.text AS claim, claims.alignment, claims.independent, claims.sure, claim_accounts.stance,
               claim_accounts.outlet, claim_accounts.exact, reports.published_from AS day, reports.url, stories.title AS story_title,
               claims.story_id, claims.id AS claim_id, claim_accounts.report_id, claim_accounts."start",
               claim_accounts."end", claim_accounts.chain
        FROM claims
        JOIN stories ON stories.id = claims.story_id
        JOIN claim_accounts ON claim_accounts.story_id = claims.story_id AND claim_accounts.claim_id = claims.id
        JOIN reports ON reports.id = claim_accounts.report_id""",
    # who is named where: a row a mention
    "who_is_named": """
        SELECT actors.name, actors.kind, actors.country, mentions.form, reports.outlet, reports.published_from AS day, reports.url,
               story_reports.story_id, mentions.report_id, mentions."start", mentions."end", actors.id AS actor_id
        FROM mentions
        JOIN actor_members ON actor_members.report_id = mentions.report_id AND actor_members.entity_id = mentions.entity_id
        JOIN actors ON actors.id = actor_members.actor_id
        JOIN reports ON reports.id = mentions.report_id
        LEFT JOIN story_reports ON story_reports.report_id = mentions.report_id""",
    # how many, by whom: a row an account of a figure
    "how_many": """
        SELECT figures.about, figure_accounts.exact, figure_accounts.low, figure_accounts.high, figure_accounts.as_of, figures.disputed,
               reports.outlet, reports.published_from AS day, reports.url, stories.title AS story_title, figures.story_id,
               figure_accounts.report_id, figure_accounts."start", figure_accounts."end"
        FROM figures
        JOIN stories ON stories.id = figures.story_id
        JOIN figure_accounts ON figure_accounts.story_id = figures.story_id AND figure_accounts.figure = figures.n
        JOIN reports ON reports.id = figure_accounts.report_id""",
    # the stories with how their claims stand
    "story_overview": """
        SELECT stories.id, stories.title, stories.first_day, stories.last_day, stories.report_count, stories.independent,
               (SELECT count(*) FROM claims WHERE claims.story_id = stories.id AND claims.alignment = 'corroborated') AS corroborated,
               (SELECT count(*) FROM claims WHERE claims.story_id = stories.id AND claims.alignment = 'disputed') AS disputed,
               (SELECT count(*) FROM claims WHERE claims.story_id = stories.id AND claims.alignment = 'single_source') AS single_source
        FROM stories""",
    # who reprints whom: a row a report of a copy
    "who_copies_whom": """
        SELECT original.outlet AS original_outlet, copy.outlet AS copy_outlet, original.title AS original_title, copy.title AS copy_title,
               original.published_from AS original_day, copy.published_from AS copy_day, copies.id AS copy_id,
               copies.original AS original_id, copy.id AS report_id
        FROM copy_reports
        JOIN copies ON copies.id = copy_reports.copy_id
        JOIN reports AS original ON original.id = copies.original
        JOIN reports AS copy ON copy.id = copy_reports.report_id AND copy.id <> copies.original""",
}
