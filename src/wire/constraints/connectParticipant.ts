/** Facts of the Amazon Connect Participant Service model of 2018-09-07; made by scripts/constraints.ts, see facts.ts for the form. */
export const connectParticipantFacts = `
operation CreateParticipantConnection CreateParticipantConnectionRequest AccessDeniedException,InternalServerException,ThrottlingException,ValidationException
operation DisconnectParticipant DisconnectParticipantRequest AccessDeniedException,InternalServerException,ThrottlingException,ValidationException
operation GetTranscript GetTranscriptRequest AccessDeniedException,InternalServerException,ThrottlingException,ValidationException
operation SendEvent SendEventRequest AccessDeniedException,InternalServerException,ThrottlingException,ValidationException,ConflictException
operation SendMessage SendMessageRequest AccessDeniedException,InternalServerException,ThrottlingException,ValidationException
boolean Bool
string ChatContent 1..16384
string ChatContentType 1..100
string ChatItemId 1..256
string ClientToken ..500
string ConnectionType = WEBSOCKET|CONNECTION_CREDENTIALS|WEBRTC_CONNECTION
list ConnectionTypeList 1.. of ConnectionType
string ContactId 1..256
structure CreateParticipantConnectionRequest Type:ConnectionTypeList ParticipantToken*:ParticipantToken ConnectParticipant:Bool
structure DisconnectParticipantRequest ClientToken:ClientToken ConnectionToken*:ParticipantToken
structure GetTranscriptRequest ContactId:ContactId MaxResults:MaxResults NextToken:NextToken ScanDirection:ScanDirection SortOrder:SortKey StartPosition:StartPosition ConnectionToken*:ParticipantToken
string Instant 1..100
integer MaxResults 0..100
integer MostRecent 0..100
string NextToken 1..1000
string ParticipantToken 1..1000
string ScanDirection = FORWARD|BACKWARD
structure SendEventRequest ContentType*:ChatContentType Content:ChatContent ClientToken:ClientToken ConnectionToken*:ParticipantToken
structure SendMessageRequest ContentType*:ChatContentType Content*:ChatContent ClientToken:ClientToken ConnectionToken*:ParticipantToken
string SortKey = DESCENDING|ASCENDING
structure StartPosition Id:ChatItemId AbsoluteTime:Instant MostRecent:MostRecent
`;
