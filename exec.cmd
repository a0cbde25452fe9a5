@rem "npm run station" replaces its shell, so that signals reach the station. cmd has no "exec": this runs what follows.
@%*
