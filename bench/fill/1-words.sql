-- What the other files need while they fill: ids that can be computed again, and a stock of texts of realistic length.
create schema bench;

-- Random to look at and the same whenever asked, so that no file has to look up what another one made.
create function bench.id(kind text, number bigint) returns uuid language sql immutable
  return md5(kind || number)::uuid;

create function bench.setting(name text) returns integer language sql stable
  return current_setting('bench.' || name)::integer;

create table bench.sentence as
select row_number() over () as number, words
from unnest(array[
  'I look after the recorded lectures of three departments and the questions that come with them.',
  'In the spring term we had forty teachers who wanted the same thing in eleven different ways.',
  'I sat beside six of them for an afternoon each and wrote down where they stopped.',
  'Two of the three tools could do it, and only one could be used with a keyboard alone.',
  'The cheaper one kept its data in a place that our policy does not allow.',
  'So I asked for a trial of eight weeks, with a date on which it would end whatever happened.',
  'My own part was the comparison, the trial and the paper; the purchase was decided by the board.',
  'Students told us in a short survey that they looked for the transcript first and the video second.',
  'That was not what I had expected, and I moved the transcript to the top of the page.',
  'I had taken for granted that people who said nothing were content.',
  'Next time I would begin with the people who had stopped using it and not with those who stayed.',
  'The figures for the year after show a third fewer questions to the help desk.',
  'I cannot tell how much of that is my work and how much is a quieter year.',
  'What I learned is to write down before the trial what would make me say no.',
  'A colleague from the library read the paper and asked who would keep the captions right in year two.',
  'I did not have an answer, and the plan that we have now came out of that question.',
  'We agreed on a page of plain steps, which new teachers get in their first week.',
  'Eight of them have told me that they keep it beside the screen.',
  'In a larger department I would train two people to do this and step back sooner.',
  'The work now takes me half a day each term, and somebody else can do it when I am away.'
]) as words;

-- 1,000 texts of 8 to 22 sentences in 2 to 4 paragraphs: 130 to 360 words, as sections are.
create table bench.text as
select number, text, array_length(regexp_split_to_array(trim(text), '\s+'), 1) as words
from (
  select which as number, string_agg(words, case when place % 6 = 5 then E'\n\n' else ' ' end order by place) as text
  from generate_series(0, 999) as which
  cross join lateral generate_series(0, 7 + which % 15) as place
  join bench.sentence on sentence.number = 1 + (which * 7 + place * 3 + which / 20) % 20
  group by which
) as made;
alter table bench.text add primary key (number);

-- 400 remarks of 2 to 4 sentences, as comments and letters are.
create table bench.remark as
select which as number, string_agg(words, ' ' order by place) as text
from generate_series(0, 399) as which
cross join lateral generate_series(0, 1 + which % 3) as place
join bench.sentence on sentence.number = 1 + (which + place * 11 + which / 20) % 20
group by which;
alter table bench.remark add primary key (number);
