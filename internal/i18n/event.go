package i18n

import "masar/internal/event"

// Words of the trail. Each table has a row for each of what it names: one that
// lacks some does not compile, or ends the program as it starts.

type kindWords struct {
	kind event.Kind
	say  func(*T) string
}

var eventKinds [event.Kinds]kindWords = [...]kindWords{
	{event.Other, (*T).EventKindOther},
	{event.SignedIn, (*T).EventKindSignedIn},
	{event.SignedOut, (*T).EventKindSignedOut},
	{event.SignInFailed, (*T).EventKindSignInFailed},
	{event.ProofFailed, (*T).EventKindProofFailed},
	{event.PasswordSet, (*T).EventKindPasswordSet},
	{event.AccessChanged, (*T).EventKindAccessChanged},
	{event.PersonAdded, (*T).EventKindPersonAdded},
	{event.PersonChanged, (*T).EventKindPersonChanged},
	{event.NameApproved, (*T).EventKindNameApproved},
	{event.NameQuestioned, (*T).EventKindNameQuestioned},
	{event.RoleGranted, (*T).EventKindRoleGranted},
	{event.RoleWithdrawn, (*T).EventKindRoleWithdrawn},
	{event.PersonLeft, (*T).EventKindPersonLeft},
	{event.PersonCameBack, (*T).EventKindPersonCameBack},
	{event.SetUp, (*T).EventKindSetUp},
	{event.AgencyAdded, (*T).EventKindAgencyAdded},
	{event.AgencyChanged, (*T).EventKindAgencyChanged},
	{event.PeopleImported, (*T).EventKindPeopleImported},
	{event.CourseAssigned, (*T).EventKindCourseAssigned},
	{event.CoursePublished, (*T).EventKindCoursePublished},
	{event.DraftSaved, (*T).EventKindDraftSaved},
	{event.DraftDiscarded, (*T).EventKindDraftDiscarded},
	{event.DraftSubmitted, (*T).EventKindDraftSubmitted},
	{event.DraftRecalled, (*T).EventKindDraftRecalled},
	{event.RunScheduled, (*T).EventKindRunScheduled},
	{event.RunChanged, (*T).EventKindRunChanged},
	{event.RunCancelled, (*T).EventKindRunCancelled},
	{event.RunJoined, (*T).EventKindRunJoined},
	{event.RunAttended, (*T).EventKindRunAttended},
	{event.StepOpened, (*T).EventKindStepOpened},
	{event.StepClosed, (*T).EventKindStepClosed},
	{event.StepReset, (*T).EventKindStepReset},
	{event.Enrolled, (*T).EventKindEnrolled},
	{event.Unseated, (*T).EventKindUnseated},
	{event.AttendanceCorrected, (*T).EventKindAttendanceCorrected},
	{event.Completed, (*T).EventKindCompleted},
	{event.LessonRead, (*T).EventKindLessonRead},
	{event.AttemptStarted, (*T).EventKindAttemptStarted},
	{event.AttemptFinished, (*T).EventKindAttemptFinished},
	{event.WorkHandedIn, (*T).EventKindWorkHandedIn},
	{event.WorkReviewed, (*T).EventKindWorkReviewed},
	{event.WorkReturned, (*T).EventKindWorkReturned},
	{event.SurveyAnswered, (*T).EventKindSurveyAnswered},
	{event.Certified, (*T).EventKindCertified},
	{event.CertificateRevoked, (*T).EventKindCertificateRevoked},
	{event.TemplateSaved, (*T).EventKindTemplateSaved},
	{event.CredentialSigned, (*T).EventKindCredentialSigned},
	{event.CredentialRevoked, (*T).EventKindCredentialRevoked},
	{event.IssuerKeyAdded, (*T).EventKindIssuerKeyAdded},
	{event.StampAdded, (*T).EventKindStampAdded},
	{event.TranscriptMade, (*T).EventKindTranscriptMade},
	{event.TokenMade, (*T).EventKindTokenMade},
	{event.TokenRevoked, (*T).EventKindTokenRevoked},
	{event.LateReminded, (*T).EventKindLateReminded},
	{event.JobRevived, (*T).EventKindJobRevived},
	{event.BatchStarted, (*T).EventKindBatchStarted},
	{event.BatchFinished, (*T).EventKindBatchFinished},
	{event.ArchiveDownloaded, (*T).EventKindArchiveDownloaded},
}

type sortWords struct {
	sort event.Sort
	say  func(*T) string
}

var eventSorts [event.Sorts]sortWords = [...]sortWords{
	{event.Thing, (*T).EventObjectThing},
	{event.Person, (*T).EventObjectPerson},
	{event.Site, (*T).EventObjectHouse},
	{event.Agency, (*T).EventObjectAgency},
	{event.Import, (*T).EventObjectImport},
	{event.Course, (*T).EventObjectCourse},
	{event.Run, (*T).EventObjectRun},
	{event.Enrolment, (*T).EventObjectEnrolment},
	{event.Lesson, (*T).EventObjectLesson},
	{event.Attempt, (*T).EventObjectAttempt},
	{event.Work, (*T).EventObjectWork},
	{event.Survey, (*T).EventObjectSurvey},
	{event.Certificate, (*T).EventObjectCertificate},
	{event.Template, (*T).EventObjectTemplate},
	{event.Credential, (*T).EventObjectCredential},
	{event.IssuerKey, (*T).EventObjectIssuerKey},
	{event.Stamp, (*T).EventObjectStamp},
	{event.Transcript, (*T).EventObjectTranscript},
	{event.Token, (*T).EventObjectToken},
	{event.Report, (*T).EventObjectReport},
	{event.Job, (*T).EventObjectJob},
	{event.Batch, (*T).EventObjectBatch},
}

var eventKeys = map[string]func(*T) string{
	event.Address.Name():           (*T).EventDetailAddress,
	event.BatchKind.Name():         (*T).EventDetailKind,
	event.CourseID.Name():          (*T).EventDetailCourse,
	event.Device.Name():            (*T).EventDetailDevice,
	event.EnrolmentID.Name():       (*T).EventDetailEnrolment,
	event.ExerciseID.Name():        (*T).EventDetailExercise,
	event.KeyID.Name():             (*T).EventDetailKey,
	event.Label.Name():             (*T).EventDetailLabel,
	event.LessonID.Name():          (*T).EventDetailLesson,
	event.Picture.Name():           (*T).EventDetailPicture,
	event.QuizID.Name():            (*T).EventDetailQuiz,
	event.Retires.Name():           (*T).EventDetailRetires,
	event.Role.Name():              (*T).EventDetailRole,
	event.RunID.Name():             (*T).EventDetailRun,
	event.Scope.Name():             (*T).EventDetailScope,
	event.SessionID.Name():         (*T).EventDetailSession,
	event.StepID.Name():            (*T).EventDetailStep,
	event.Subjects.Name():          (*T).EventDetailSubjects,
	event.Supersedes.Name():        (*T).EventDetailSupersedes,
	event.Version.Name():           (*T).EventDetailVersion,
	event.Dated.Name():             (*T).EventDetailDated,
	event.Done.Name():              (*T).EventDetailDone,
	event.Failed.Name():            (*T).EventDetailFailed,
	event.Files.Name():             (*T).EventDetailFiles,
	event.FromByte.Name():          (*T).EventDetailFrom,
	event.Items.Name():             (*T).EventDetailItems,
	event.NewlyOn.Name():           (*T).EventDetailEnrolled,
	event.PeopleMany.Name():        (*T).EventDetailPeople,
	event.Ends.Name():              (*T).EventDetailEnds,
	event.Until.Name():             (*T).EventDetailUntil,
	event.Department.Name():        (*T).EventDetailDepartment,
	event.DepartmentEn.Name():      (*T).EventDetailDepartmentEn,
	event.Digits.Name():            (*T).EventDetailDigits,
	event.Email.Name():             (*T).EventDetailEmail,
	event.Hijri.Name():             (*T).EventDetailHijri,
	event.Lang.Name():              (*T).EventDetailLang,
	event.Minutes.Name():           (*T).EventDetailMinutes,
	event.NameAr.Name():            (*T).EventDetailNameAr,
	event.NameEn.Name():            (*T).EventDetailNameEn,
	event.Parent.Name():            (*T).EventDetailParent,
	event.Place.Name():             (*T).EventDetailPlace,
	event.PlaceEn.Name():           (*T).EventDetailPlaceEn,
	event.Seats.Name():             (*T).EventDetailSeats,
	event.ShownName.Name():         (*T).EventDetailShownName,
	event.SignIn.Name():            (*T).EventDetailSignIn,
	event.StaffNo.Name():           (*T).EventDetailStaffNo,
	event.Times.Name():             (*T).EventDetailTimes,
	event.TitleAr.Name():           (*T).EventDetailTitleAr,
	event.TitleEn.Name():           (*T).EventDetailTitleEn,
	event.Trainers.Name():          (*T).EventDetailTrainers,
	event.CivilTail.Name():         (*T).EventDetailCivilTail,
	event.TextAr.Name():            (*T).EventDetailTextAr,
	event.TextEn.Name():            (*T).EventDetailTextEn,
	event.DesignLanguages.Name():   (*T).EventDetailDesignLanguages,
	event.DesignBorder.Name():      (*T).EventDetailDesignBorder,
	event.DesignSeal.Name():        (*T).EventDetailDesignSeal,
	event.DesignEmployer.Name():    (*T).EventDetailDesignEmployer,
	event.DesignCivilTail.Name():   (*T).EventDetailDesignCivilTail,
	event.DesignTitleAr.Name():     (*T).EventDetailDesignTitleAr,
	event.DesignTitleEn.Name():     (*T).EventDetailDesignTitleEn,
	event.DesignWords.Name():       (*T).EventDetailDesignWords,
	event.DesignColours.Name():     (*T).EventDetailDesignColours,
	event.DesignLogos.Name():       (*T).EventDetailDesignLogos,
	event.DesignSignatories.Name(): (*T).EventDetailDesignSignatories,
	event.FollowUps.Name():         (*T).EventDetailFollowUps,
	"name":                         (*T).EventDetailName, // which earlier programs recorded
	event.StoredAs:                 (*T).EventDetailStoredAs,
}

func init() {
	for i, w := range eventKinds {
		if w.kind != event.Kind(i) {
			panic("the words of an event stand elsewhere than it does") // no installation starts with them
		}
	}
	for i, w := range eventSorts {
		if w.sort != event.Sort(i) {
			panic("the words of a sort of thing stand elsewhere than it does")
		}
	}
	for _, k := range event.Keys() {
		if eventKeys[k.Name()] == nil {
			panic("no words for what events say: " + k.Name())
		}
	}
}

// Happened says what happened, in the words of a list: "Role withdrawn".
func (t *T) Happened(k event.Kind) string { return eventKinds[k].say(t) }

// SortOf says what sort of thing events are about: "person".
func (t *T) SortOf(s event.Sort) string { return eventSorts[s].say(t) }

// EventKey says what an event names further by a key, or returns the key where no
// program of ours has recorded it.
func (t *T) EventKey(key string) string {
	if say := eventKeys[key]; say != nil {
		return say(t)
	}
	return key
}
