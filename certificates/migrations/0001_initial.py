import academy.at_once
import django.core.serializers.json
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ('catalogue', '0001_initial'),
        ('documents', '0001_initial'),
        ('enrolment', '0001_initial'),
    ]

    operations = [
        academy.at_once.AtOnce(
            operations=[migrations.CreateModel(
                name='Capstone',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('state', models.CharField(choices=[('proposed', 'proposal to be read'), ('returned', 'proposal sent back'), ('approved', 'under way'), ('handed-in', 'to be marked'), ('again', 'to be handed in again'), ('passed', 'passed'), ('given-up', 'given up')], default='proposed', editable=False, max_length=20, verbose_name='state')),
                    ('name', models.CharField(max_length=200, verbose_name='name on the diploma')),
                    ('title', models.CharField(max_length=200, verbose_name='title of the project')),
                    ('proposal', models.TextField(verbose_name='proposal')),
                    ('handed_in_on', models.DateField(blank=True, null=True, verbose_name='handed in')),
                    ('points', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='mark, out of 100')),
                    ('person', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='capstone', to=settings.AUTH_USER_MODEL, verbose_name='person')),
                    ('supervisor', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='capstones_supervised', to=settings.AUTH_USER_MODEL, verbose_name='supervisor')),
                ],
                options={
                    'verbose_name': 'capstone',
                    'verbose_name_plural': 'the diploma',
                    'ordering': ['pk'],
                    'permissions': [('guide_capstone', 'Can answer proposals and mark capstones')],
                },
            ), migrations.CreateModel(
                name='CapstoneChange',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('verb', models.CharField(max_length=30, verbose_name='what was done')),
                    ('source', models.CharField(max_length=20, verbose_name='from')),
                    ('target', models.CharField(max_length=20, verbose_name='to')),
                    ('at', models.DateTimeField(verbose_name='when')),
                    ('why', models.TextField(blank=True, verbose_name='why')),
                    ('by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='by')),
                    ('capstone', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='changes', to='certificates.capstone')),
                ],
                options={
                    'ordering': ['at', 'pk'],
                    'abstract': False,
                },
            ), migrations.CreateModel(
                name='CapstoneWork',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('at', models.DateTimeField(verbose_name='handed in')),
                    ('capstone', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='works', to='certificates.capstone')),
                    ('document', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, to='documents.document', verbose_name='document')),
                ],
                options={
                    'verbose_name': 'work handed in',
                    'verbose_name_plural': 'works handed in',
                    'ordering': ['-at', '-pk'],
                },
            ), migrations.CreateModel(
                name='Certificate',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('number', models.CharField(max_length=30, unique=True, verbose_name='number')),
                    ('kind', models.CharField(choices=[('achievement', 'Certificate of Achievement'), ('participation', 'Certificate of Participation'), ('diploma', 'Diploma')], default='achievement', editable=False, max_length=20, verbose_name='kind')),
                    ('state', models.CharField(choices=[('ordered', 'being made'), ('issued', 'issued'), ('revoked', 'revoked'), ('replaced', 'replaced')], default='ordered', editable=False, max_length=20, verbose_name='state')),
                    ('language', models.CharField(choices=[('en', 'English'), ('fr', 'French'), ('es', 'Spanish')], max_length=5, verbose_name='language')),
                    ('data', models.JSONField(encoder=django.core.serializers.json.DjangoJSONEncoder, verbose_name='what stands on it')),
                    ('unsigned_sha256', models.CharField(blank=True, max_length=64, verbose_name='SHA-256 before it was signed')),
                    ('credential', models.TextField(blank=True, verbose_name='signed credential')),
                    ('status_index', models.PositiveIntegerField(editable=False, unique=True, verbose_name='place in the list of those revoked')),
                    ('revoked_for', models.CharField(blank=True, choices=[('mistake', 'It was issued by mistake.'), ('requirements', 'The requirements had not been met.'), ('holder', 'Its holder asked for it.')], max_length=20, verbose_name='public reason')),
                    ('ordered_at', models.DateTimeField(verbose_name='ordered')),
                    ('capstone', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='diplomas', to='certificates.capstone', verbose_name='capstone')),
                    ('document', models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, to='documents.document', verbose_name='document')),
                    ('place', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='certificates', to='enrolment.place', verbose_name='place')),
                    ('replaces', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='replaced_by', to='certificates.certificate', verbose_name='replaces')),
                ],
                options={
                    'verbose_name': 'certificate',
                    'verbose_name_plural': 'certificates',
                    'ordering': ['-ordered_at', '-pk'],
                    'permissions': [('issue_certificate', 'Can issue, replace and revoke certificates')],
                    'indexes': [models.Index(fields=['-ordered_at', '-id'], name='certificates_latest_first')],
                    'constraints': [models.UniqueConstraint(condition=models.Q(('state__in', ('ordered', 'issued'))), fields=('place',), name='one_live_certificate'), models.UniqueConstraint(condition=models.Q(('state__in', ('ordered', 'issued'))), fields=('capstone',), name='one_live_diploma'), models.CheckConstraint(condition=models.Q(models.Q(('capstone__isnull', False), ('kind', 'diploma'), ('place', None)), models.Q(('capstone', None), ('kind__in', ['achievement', 'participation']), ('place__isnull', False)), _connector='OR'), name='a_diploma_has_a_capstone_and_a_certificate_a_place')],
                },
            ), migrations.CreateModel(
                name='CertificateChange',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('verb', models.CharField(max_length=30, verbose_name='what was done')),
                    ('source', models.CharField(max_length=20, verbose_name='from')),
                    ('target', models.CharField(max_length=20, verbose_name='to')),
                    ('at', models.DateTimeField(verbose_name='when')),
                    ('why', models.TextField(blank=True, verbose_name='why')),
                    ('by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='by')),
                    ('certificate', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='changes', to='certificates.certificate')),
                ],
                options={
                    'ordering': ['at', 'pk'],
                    'abstract': False,
                },
            ), migrations.CreateModel(
                name='Download',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('at', models.DateTimeField(verbose_name='when')),
                    ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='by')),
                    ('certificate', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='downloads', to='certificates.certificate')),
                ],
                options={
                    'verbose_name': 'download',
                    'verbose_name_plural': 'downloads',
                    'ordering': ['-at', '-pk'],
                },
            ), migrations.CreateModel(
                name='EarlierCourse',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('origin', models.CharField(choices=[('before', 'taken before this system'), ('equivalent', 'equivalent to it')], max_length=20, verbose_name='origin')),
                    ('title', models.CharField(max_length=200, verbose_name='what was taken')),
                    ('on', models.DateField(verbose_name='last day of it')),
                    ('state', models.CharField(choices=[('counted', 'counts'), ('taken-back', 'taken back')], default='counted', editable=False, max_length=20, verbose_name='state')),
                    ('course', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='catalogue.course', verbose_name='counts as')),
                    ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='earlier_courses', to=settings.AUTH_USER_MODEL, verbose_name='person')),
                ],
                options={
                    'verbose_name': 'course taken elsewhere',
                    'verbose_name_plural': 'courses taken elsewhere',
                    'ordering': ['on', 'pk'],
                    'constraints': [models.UniqueConstraint(condition=models.Q(('state', 'counted')), fields=('person', 'course', 'on'), name='one_entry_per_course_and_day')],
                },
            ), migrations.CreateModel(
                name='EarlierCourseChange',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('verb', models.CharField(max_length=30, verbose_name='what was done')),
                    ('source', models.CharField(max_length=20, verbose_name='from')),
                    ('target', models.CharField(max_length=20, verbose_name='to')),
                    ('at', models.DateTimeField(verbose_name='when')),
                    ('why', models.TextField(blank=True, verbose_name='why')),
                    ('by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='by')),
                    ('earlier_course', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='changes', to='certificates.earliercourse')),
                ],
                options={
                    'ordering': ['at', 'pk'],
                    'abstract': False,
                },
            ), migrations.CreateModel(
                name='InformationNote',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('language', models.CharField(choices=[('en', 'English'), ('fr', 'French'), ('es', 'Spanish')], max_length=5, verbose_name='language')),
                    ('fingerprint', models.CharField(max_length=64, verbose_name='fingerprint of the data')),
                    ('data', models.JSONField(encoder=django.core.serializers.json.DjangoJSONEncoder, verbose_name='made from')),
                    ('asked_at', models.DateTimeField(verbose_name='asked for')),
                    ('document', models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, to='documents.document', verbose_name='document')),
                    ('edition', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='notes', to='catalogue.edition', verbose_name='edition')),
                ],
                options={
                    'verbose_name': 'information note',
                    'verbose_name_plural': 'information notes',
                    'ordering': ['-asked_at'],
                    'constraints': [models.UniqueConstraint(fields=('edition', 'language', 'fingerprint'), name='one_note_per_fingerprint')],
                },
            ), migrations.CreateModel(
                name='Photograph',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('consented_at', models.DateTimeField(verbose_name='consented')),
                    ('document', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, to='documents.document', verbose_name='document')),
                    ('person', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='photograph', to=settings.AUTH_USER_MODEL, verbose_name='person')),
                ],
                options={
                    'verbose_name': 'photograph',
                    'verbose_name_plural': 'photographs',
                },
            ), migrations.CreateModel(
                name='Printout',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('kind', models.CharField(choices=[('acceptance', 'Acceptance letter'), ('visa', 'Visa-support letter'), ('sponsor', 'Letter for the sponsor'), ('attendance', 'Attendance statement'), ('badges', 'Badges'), ('plates', 'Name plates'), ('group', 'Group list')], max_length=20, verbose_name='kind')),
                    ('language', models.CharField(choices=[('en', 'English'), ('fr', 'French'), ('es', 'Spanish')], max_length=5, verbose_name='language')),
                    ('fingerprint', models.CharField(max_length=64, verbose_name='fingerprint of the data')),
                    ('data', models.JSONField(encoder=django.core.serializers.json.DjangoJSONEncoder, verbose_name='made from')),
                    ('asked_at', models.DateTimeField(verbose_name='asked for')),
                    ('asked_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='asked for by')),
                    ('document', models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, to='documents.document', verbose_name='document')),
                    ('edition', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='printouts', to='catalogue.edition', verbose_name='edition')),
                    ('place', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='printouts', to='enrolment.place', verbose_name='place')),
                ],
                options={
                    'verbose_name': 'printout',
                    'verbose_name_plural': 'printouts',
                    'ordering': ['-asked_at', '-pk'],
                    'permissions': [('make_printout', 'Can print letters, badges and lists')],
                    'constraints': [models.UniqueConstraint(fields=('kind', 'place', 'language', 'fingerprint'), name='one_printout_of_a_place_per_fingerprint'), models.UniqueConstraint(condition=models.Q(('place', None)), fields=('kind', 'edition', 'language', 'fingerprint'), name='one_printout_of_an_edition_per_fingerprint')],
                },
            )],
        ),
    ]
