-- League members found 不合格: until when they are to correct it, and what the appraisal afterwards says.
alter table org_life_appraised
  add column correct_by date,
  add column again_on date,
  add column again_grade text,
  add constraint org_life_appraised_again_check check ((again_on is null) = (again_grade is null) and (again_on is null or correct_by is not null));
create index org_life_appraised_correct on org_life_appraised (realm_id, path) where correct_by is not null and again_on is null;
