-- Text as it is compared: lower case, no accents, nothing invisible, straight quotes and hyphens, plain spaces.
-- Nothing of it depends on the locale of the database; foundation/workflow/folds.py says the same in Python.
CREATE OR REPLACE FUNCTION app_plain(given text)
RETURNS text LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE AS $$
DECLARE
  plain text := given;
BEGIN
  -- In English text most is ASCII, which needs none of this.
  IF octet_length(plain) <> length(plain) THEN
    -- Marks that would melt into the word before them, and quotes that normalizing would take apart.
    plain := translate(plain, U&'\2122\2120\00ae\00a9\00b4\02b9\02bb\02bc\02bd\2018\2019\201a\201b\2032\2035\ff07',
                       '    ' || repeat('''', 12));
    plain := translate(plain, U&'\201c\201d\201e\201f\00ab\00bb\2033\2036\301d\301e\301f\ff02', repeat('"', 12));
    plain := regexp_replace(normalize(plain, NFKD), U&'[\0300-\036f\1ab0-\1aff\1dc0-\1dff\20d0-\20ff\fe20-\fe2f'
      '\00ad\061c\115f\1160\17b4\17b5\180b-\180f\200b-\200f\202a-\202e\2060-\206f\3164\fe00-\fe0f\feff\ffa0'
      '\fff9-\fffb\+0e0000-\+0e0fff]+' COLLATE "C", '', 'g');
    plain := translate(lower(plain COLLATE pg_c_utf8), U&'\00f8\0142\0111\0127\0131\00f0\03c2\2010\2011\2012\2013\2014\2015\2212',
                       U&'oldhid\03c3-------');
    plain := replace(replace(replace(replace(plain, U&'\00df', 'ss'), U&'\00e6', 'ae'), U&'\0153', 'oe'), U&'\00fe', 'th');
    -- Signs and punctuation of every script but letters: whether they part words is not left to the locale.
    plain := regexp_replace(plain, U&'[\0080-\00bf\00d7\00f7\02c2-\02df\2000-\2bff\2e00-\2e7f\3000-\3004\3008-\3020\3030'
      '\303d-\303f\e000-\f8ff\ff00-\ff0f\fffc-\ffff\+01f000-\+01faff]' COLLATE "C", ' ', 'g');
  ELSE
    plain := lower(plain COLLATE "C");
  END IF;
  -- What is typed with a grave accent for an apostrophe, and tabs, line breaks and other controls.
  RETURN translate(plain, U&'`\0001\0002\0003\0004\0005\0006\0007\0008\0009\000a\000b\000c\000d\000e\000f'
    '\0010\0011\0012\0013\0014\0015\0016\0017\0018\0019\001a\001b\001c\001d\001e\001f\007f', '''' || repeat(' ', 32));
END $$;
