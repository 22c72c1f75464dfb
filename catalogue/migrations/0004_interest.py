"""Who wants to hear of the next edition, what each was told, and since when an edition can be read."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('catalogue', '0003_search'),
    ]

    operations = [
        migrations.AddField(
            model_name='edition',
            name='published_at',
            field=models.DateTimeField(blank=True, editable=False, help_text='Noted by the worker.', null=True, verbose_name='first read by anyone'),
        ),
        migrations.CreateModel(
            name='Interest',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('email', models.EmailField(max_length=254, verbose_name='e-mail address')),
                ('language', models.CharField(choices=[('en', 'English'), ('fr', 'French'), ('es', 'Spanish')], max_length=5, verbose_name='language')),
                ('asked_at', models.DateTimeField(verbose_name='asked')),
                ('confirmed_at', models.DateTimeField(blank=True, null=True, verbose_name='confirmed')),
                ('course', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='interests', to='catalogue.course', verbose_name='course')),
            ],
            options={
                'verbose_name': 'interest in a course',
                'verbose_name_plural': 'interests in courses',
                'ordering': ['pk'],
            },
        ),
        migrations.CreateModel(
            name='Telling',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('told_at', models.DateTimeField(verbose_name='told')),
                ('edition', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='tellings', to='catalogue.edition', verbose_name='edition')),
                ('interest', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='tellings', to='catalogue.interest', verbose_name='interest')),
            ],
            options={
                'verbose_name': 'telling',
                'verbose_name_plural': 'tellings',
                'ordering': ['pk'],
            },
        ),
        migrations.AddConstraint(
            model_name='interest',
            constraint=models.UniqueConstraint(fields=('email', 'course'), name='one_interest_per_address_and_course'),
        ),
        migrations.AddConstraint(
            model_name='telling',
            constraint=models.UniqueConstraint(fields=('interest', 'edition'), name='one_telling_per_edition'),
        ),
    ]
